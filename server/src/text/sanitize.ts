import sanitizeHtml from 'sanitize-html';

const blocks = [
  'p',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'ul',
  'ol',
  'li',
  'pre',
  'hr',
  'br',
  'details',
  'summary',
];
const tables = ['div', 'table', 'thead', 'tbody', 'tr', 'th', 'td'];
const inline = ['strong', 'em', 's', 'code', 'a', 'bdi', 'img', 'span', 'sup', 'time'];

const rules: sanitizeHtml.IOptions = {
  allowedTags: [...blocks, ...tables, ...inline],
  allowedAttributes: {
    '*': ['dir'],
    a: ['href', 'rel', 'class', 'data-person', 'tabindex', 'aria-hidden'],
    img: ['src', 'srcset', 'sizes', 'width', 'height', 'alt', 'loading', 'decoding'],
    code: ['class'],
    ol: ['start', 'class'],
    div: ['class'],
    span: ['class', 'data-calls'],
    sup: ['id'],
    li: ['id'],
    time: ['datetime', 'title', 'data-zone'],
    th: ['data-align'],
    td: ['data-align'],
  },
  allowedClasses: {
    a: ['mention', 'picture'],
    code: ['language-*', 'math', 'math-*'],
    div: ['table-box'],
    ol: ['notes'],
    span: ['hljs-*', 'mention'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  // Pictures are uploads, which have addresses without a scheme.
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
  nestingLimit: 60,
};

/**
 * The second lock behind the renderer, which never lets HTML through: should it ever fail, nothing
 * that runs, styles or frames comes out.
 */
export function sanitize(html: string): string {
  return sanitizeHtml(html, rules);
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands, for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** A text as one paragraph with its line breaks and nothing else. */
export function plainHtml(text: string): string {
  return `<p dir="auto">${escapeHtml(text).replace(/\r\n?|\n/g, '<br>')}</p>`;
}
