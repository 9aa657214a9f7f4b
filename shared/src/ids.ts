import * as z from 'zod/mini';

/** An id of 24 hex digits that cannot be mistaken for another kind's. */
export type Id<K extends string> = string & z.core.$brand<K>;

const hex24 = /^[0-9a-f]{24}$/;

function id<K extends string>() {
  return z.string().check(z.regex(hex24)).brand<K>();
}

export const personId = id<'person'>();
export const institutionId = id<'institution'>();
export const communityId = id<'community'>();
export const spaceId = id<'space'>();
export const threadId = id<'thread'>();
export const postId = id<'post'>();
export const privateReplyId = id<'privateReply'>();
export const fileId = id<'file'>();
export const resumableId = id<'resumable'>();
export const sessionId = id<'session'>();
export const seriesId = id<'series'>();
export const reportId = id<'report'>();
export const caseId = id<'case'>();
export const requestId = id<'request'>();
export const notificationId = id<'notification'>();
export const signInId = id<'signIn'>();
export const anyId = z.string().check(z.regex(hex24));

export type PersonId = Id<'person'>;
export type InstitutionId = Id<'institution'>;
export type CommunityId = Id<'community'>;
export type SpaceId = Id<'space'>;
export type ThreadId = Id<'thread'>;
export type PostId = Id<'post'>;
export type PrivateReplyId = Id<'privateReply'>;
export type FileId = Id<'file'>;
export type ResumableId = Id<'resumable'>;
export type SessionId = Id<'session'>;
export type SeriesId = Id<'series'>;
export type ReportId = Id<'report'>;
export type CaseId = Id<'case'>;
export type RequestId = Id<'request'>;
export type NotificationId = Id<'notification'>;
/** One sign-in of one person on one device: the family of its refresh tokens. */
export type SignInId = Id<'signIn'>;
