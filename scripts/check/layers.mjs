// Who may import whom: docs/architecture.md as a table. The first row whose `files` match a file
// is its rule; `may` names the folders and files of the same program it may import from, `types`
// those from which only types may come. Each row says what to do instead.

/** Server features, in order: one may use the faces of those before it. */
export const featureOrder = [
  ...['people', 'auth', 'communities', 'uploads', 'threads', 'tags', 'presence', 'sessions'],
  ...[
    'private-replies',
    'moderation',
    'reading',
    'notifications',
    'search',
    'translation',
    'previews',
  ],
  ...['polls', 'drafts', 'scheduled', 'publishing'],
];

// What storage says about a write that failed; knowing it ties nobody to a database.
const storageErrors = ['platform/mongo-errors.ts', 'platform/idempotency.ts'];

/**
 * @typedef {{ files: RegExp, may: string[], types?: string[], say: string }} Layer
 * @type {Record<string, Layer[]>}
 */
export const layers = {
  server: [
    { files: /^[^/]+\.ts$/, may: [''], say: '' },
    { files: /^testing\//, may: [''], say: '' },
    {
      files: /^kernel\//,
      may: ['kernel/'],
      say: 'what everybody imports imports nobody: take it as an argument',
    },
    {
      files: /^text\//,
      may: ['text/', 'kernel/'],
      say: 'text is calculated without input or output: take what it needs as an argument',
    },
    {
      files: /^permissions\//,
      may: ['permissions/', 'kernel/'],
      say: 'rights are pure functions of facts: load the facts before asking, and pass them in',
    },
    {
      files: /^platform\//,
      may: ['platform/', 'kernel/'],
      types: ['config.ts'],
      say: 'the platform knows no feature: app.ts ties them together',
    },
    {
      files: /^(http|realtime|jobs|migrations)\//,
      may: ['http/', 'realtime/', 'jobs/', 'migrations/', 'kernel/', ...storageErrors],
      types: ['config.ts', 'platform/', 'permissions/', 'features/'],
      say: 'edges run what app.ts gives them: take the function as an argument',
    },
    {
      files: /^features\/.*\.(routes|pages)\.tsx?$/,
      may: ['kernel/', 'permissions/', 'text/', 'http/', '<own>', '<left>'],
      types: ['platform/'],
      say: 'a route parses, calls its own service and answers: move the rest to the service',
    },
    {
      files: /^features\/.*\.(repository|store|model)\.ts$/,
      may: ['kernel/', 'text/', 'platform/', '<own>'],
      types: ['<left>', 'permissions/'],
      say: 'storage answers questions with plain objects: let the service ask for the rest',
    },
    {
      files: /^features\//,
      may: ['kernel/', 'permissions/', 'text/', '<own>', '<left>', ...storageErrors],
      types: ['platform/', 'http/', 'realtime/'],
      say: 'a feature uses the index.ts of those before it, and what app.ts gives it; what it causes after it, it announces as a domain event',
    },
  ],
  sfu: [
    { files: /^[^/]+\.ts$/, may: [''], say: '' },
    { files: /^testing\//, may: [''], say: '' },
    {
      files: /^kernel\//,
      may: ['kernel/'],
      say: 'what everybody imports imports nobody: take it as an argument',
    },
    {
      files: /^media\//,
      may: ['media/', 'kernel/'],
      say: 'media knows transports and codecs, not rooms: hand it what it needs',
    },
    {
      files: /^rooms\//,
      may: ['rooms/', 'kernel/'],
      types: ['media/', 'stats/'],
      say: 'rooms know no socket and no database: commands come in as methods, news goes out as events',
    },
    {
      files: /^(tickets|stats)\//,
      may: ['tickets/', 'stats/', 'kernel/'],
      types: ['rooms/', 'media/', 'config.ts'],
      say: 'take the function as an argument; app.ts ties them together',
    },
    {
      files: /^(signalling|control)\//,
      may: ['signalling/', 'control/', 'rooms/', 'tickets/', 'kernel/'],
      types: ['media/', 'stats/', 'config.ts'],
      say: 'edges call rooms: put what they need there, or take it as an argument',
    },
  ],
  client: [
    { files: /^(main|app)\.tsx$/, may: [''], say: '' },
    { files: /^[^/]+\.tsx?$/, may: [''], say: '' },
    { files: /^testing\//, may: [''], say: '' },
    { files: /^features\/registry\.ts$/, may: ['features/', 'feature.ts'], say: '' },
    {
      files: /^features\//,
      may: [
        ...['<own>', 'app-context.ts', 'feature.ts'],
        ...['frame/', 'i18n/', 'kept/', 'net/', 'state/', 'ui/'],
      ],
      types: ['features/'],
      say: 'a feature shows parts of another through a slot (feature.ts), and shares state through state/',
    },
    {
      files: /^frame\//,
      may: ['app-context.ts', 'feature.ts', 'frame/', 'i18n/', 'net/', 'state/', 'ui/'],
      types: ['features/'],
      say: 'the frame shows what the registry gives it: it knows no feature',
    },
    {
      files: /^ui\//,
      may: ['ui/', 'i18n/'],
      say: 'ui has buttons, dialogs and layout for everyone: pass in what a feature knows',
    },
    {
      files: /^reader\//,
      may: ['reader/', 'features/', 'app-context.ts', 'frame/', 'i18n/', 'ui/'],
      say: 'the reader draws public pages with what features show: state and network stay out of it',
    },
    {
      files: /^kept\//,
      may: ['kept/'],
      say: 'what the device keeps serves pages and the service worker: it knows neither',
    },
    {
      files: /^worker\//,
      may: ['worker/', 'kept/'],
      say: 'the service worker has no page: what both need goes to kept/',
    },
    {
      files: /^schema\//,
      may: ['schema/'],
      say: 'the stand-in for zod knows nothing but itself',
    },
    {
      files: /^(net|state|i18n|styles)\//,
      may: ['net/', 'state/', 'i18n/', 'app-context.ts'],
      types: ['features/', 'feature.ts'],
      say: 'what features share knows none of them: pass it in',
    },
  ],
  shared: [{ files: /./, may: [''], say: '' }],
};

/**
 * Packages that only some files may import. `typesElsewhere`: their types may go anywhere.
 * @type {{ program: string, packages: RegExp, files: RegExp, typesElsewhere?: boolean,
 *   say: string }[]}
 */
export const packageRules = [
  {
    program: 'server',
    packages: /^express$/,
    files: /^([^/]+\.ts|http\/|testing\/|.*\.(routes|pages)\.ts$)/,
    typesElsewhere: true,
    say: 'HTTP ends at the routes: a service takes (actor, input) and never sees req or res',
  },
  {
    program: 'server',
    packages: /^(mongoose|mongodb)$/,
    files: /^([^/]+\.ts|platform\/|migrations\/|testing\/|.*\.(model|repository|store)\.ts$)/,
    typesElsewhere: true,
    say: 'the database belongs to models, repositories and stores: add a question named after what it asks',
  },
  {
    program: 'server',
    packages: /^socket\.io/,
    files: /^([^/]+\.ts|realtime\/|platform\/|testing\/)/,
    typesElsewhere: true,
    say: 'news goes through the Broadcaster',
  },
  {
    program: 'server',
    packages: /^(ioredis|redis)$/,
    files: /^([^/]+\.ts|platform\/|realtime\/|testing\/|.*\.store\.ts$)/,
    typesElsewhere: true,
    say: 'Redis belongs to stores, which are given their handle',
  },
  {
    program: 'sfu',
    packages: /^mediasoup$/,
    files: /^(media|testing)\//,
    typesElsewhere: true,
    say: 'media/ is the only one to call mediasoup: ask it through its interface',
  },
  {
    program: 'sfu',
    packages: /^socket\.io$/,
    files: /^([^/]+\.ts|signalling\/|testing\/)/,
    typesElsewhere: true,
    say: 'sockets end at signalling/',
  },
  {
    program: 'sfu',
    packages: /^(ioredis|redis)$/,
    files: /^([^/]+\.ts|control\/|tickets\/|testing\/)/,
    typesElsewhere: true,
    say: 'rooms have no storage: what must be known elsewhere is reported through control/',
  },
];
