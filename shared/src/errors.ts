/**
 * Every error a person or a program can meet, with the HTTP status that carries
 * it. Codes are stable: clients decide by them, catalogues hold their words.
 */
export const errorStatus = {
  /** The body, query or message does not fit its schema; `issues` says where. */
  invalid: 400,
  /** The bytes are no JSON at all. */
  malformed: 400,
  /** No sign-in, or one that was ended. */
  'signed-out': 401,
  /** The access token ran out; refresh and ask again. */
  'token-expired': 401,
  /** Handle, e-mail or password do not fit together. */
  'credentials-wrong': 401,
  /** Seen, but not allowed. */
  forbidden: 403,
  /** A moderator has removed this person from the place. */
  banned: 403,
  /** Not there, or not to be seen: the same answer. */
  'not-found': 404,
  /** The path exists, but not for this method. */
  'method-not-allowed': 405,
  /** Someone else changed the post meanwhile; `current` is their version. */
  'edit-conflict': 409,
  'handle-taken': 409,
  'email-taken': 409,
  /** The last owner cannot leave or step down. */
  'last-owner': 409,
  'already-member': 409,
  'thread-locked': 409,
  /** Not to be translated now; `why`: `off`, `consent`, `language` or `busy`. */
  'no-translation': 409,
  /** The place took no more posts after `dueAt`; what was written is the writer's still. */
  'past-due': 409,
  /** Groups are apart here: `groups` says which of them the writer may choose, possibly none. */
  'group-needed': 409,
  /** No vote is taken any more. */
  'poll-closed': 409,
  /** Its options are others than the voter saw, or people have voted on them already. */
  'poll-changed': 409,
  /** No such `tag` can be had here; `why` says the reason. */
  'tag-refused': 409,
  /** The post was deleted or hidden meanwhile. */
  'post-gone': 409,
  /** Private replies hold words only. */
  'no-files': 409,
  /** The session has ended or was cancelled. */
  'session-over': 409,
  /** The room is locked or closed to new people. */
  'room-locked': 409,
  'room-full': 409,
  /** An invitation that is used up, expired or revoked. */
  'invite-over': 410,
  'too-large': 413,
  'unsupported-media': 415,
  /** This text was sent or thrown away meanwhile. */
  'already-sent': 409,
  /** A person keeps as many drafts, or has as many posts planned, as one may; `most` says how many. */
  'kept-full': 409,
  /** The room for files of a community is used up. */
  'storage-full': 409,
  /** The same Idempotency-Key came with another body. */
  'idempotency-mismatch': 422,
  /** Asked too often; `retryAfter` in seconds. */
  'too-many': 429,
  /** Slow mode: the next post may come in `retryAfter` seconds. */
  'slow-mode': 429,
  /** A ticket that is forged, expired, spent, for another node, or denied. */
  'ticket-expired': 401,
  'ticket-invalid': 401,
  'ticket-spent': 401,
  /** The room lives on another node or epoch now: ask for a new ticket. */
  'room-moved': 409,
  /** The seat was given up (60 seconds passed, or it was taken elsewhere). */
  'seat-gone': 409,
  /** A signalling request out of order (produce before transport and the like). */
  'wrong-state': 409,
  /** No SFU node is alive; `retryAfter` in seconds. */
  'no-room-node': 503,
  /** MongoDB or Redis does not answer; nothing was changed. */
  unavailable: 503,
  /** Without a network: this is not among what the device keeps. Said by the browser's side only. */
  'not-kept': 503,
  /** Our fault; logged with its stack, shown without it. */
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** Facts that go with a code: `retryAfter`, `issues`, `current`, and the catalogue's parameters. */
export type ErrorDetails = Record<string, unknown>;

/** An error with a code from the one list; anything else that is thrown becomes `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** Missing and hidden are the same answer (ARCHITECTURE, rule 7). */
export function notFound(what?: string): AppError {
  return new AppError('not-found', what ? { what } : {});
}

export function forbidden(why?: string): AppError {
  return new AppError('forbidden', why ? { why } : {});
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorStatus, code);
}

/** Ends a `switch` over a union: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`);
}
