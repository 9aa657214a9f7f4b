import type { CommunityId, NotificationId, PersonId, PostId, ThreadId } from '@jembatan/shared/ids';
import type { Connection, Model } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { type NotificationDocument, notificationModel } from './notifications.model.ts';

type Ids = '_id' | 'personId' | 'actorId' | 'communityId' | 'threadId' | 'postId';

export interface Notification extends Omit<NotificationDocument, Ids> {
  id: NotificationId;
  personId: PersonId;
  actorId: PersonId | null;
  /** What it is about: a community, or a post of a thread. */
  communityId: CommunityId | null;
  threadId: ThreadId | null;
  postId: PostId | null;
}

type Told = Omit<Notification, 'id' | 'event' | 'read' | 'communityId'>;
export type NewNotification = Told & Partial<Pick<Notification, 'communityId'>>;

/** Where a list goes on: newest first, by the time of what happened. */
export interface NotificationKey {
  createdAt: Date;
  id: NotificationId;
}

/** Which of a person's unread ones are meant. */
export interface ReadScope {
  ids?: readonly NotificationId[];
  /** This one and all before it. */
  upTo?: NotificationKey;
  /** Those that tell of private replies under a post. */
  privately?: PostId;
  /** Those about posts of a thread, up to a number. */
  thread?: { id: ThreadId; upTo: number };
}

export type NotificationsRepository = ReturnType<typeof createNotificationsRepository>;

/** Counts stop here: a badge says no more. */
const maxCount = 1_000;
/** Marked at once; who has more unread asks again. */
const maxMarked = 5_000;
/** People who hear that one post is gone. */
const maxOfPost = 5_000;

function toNotification(doc: NotificationDocument): Notification {
  const { _id, personId, actorId, communityId, threadId, postId, ...rest } = doc;
  return {
    ...rest,
    id: idOf(_id),
    personId: idOf(personId),
    actorId: idOrNull(actorId),
    communityId: idOrNull(communityId ?? null),
    threadId: idOrNull(threadId),
    postId: idOrNull(postId),
  };
}

export function createNotificationsRepository(connection: Connection) {
  const Notifications = notificationModel(connection);
  const { keep, bundle, createIndexes } = written(Notifications);
  return { keep, bundle, createIndexes, ...listed(Notifications) };
}

/** Keeps those that are not there yet and answers the event's for these people: it may come twice. */
function createKeep(Notifications: Model<NotificationDocument>) {
  return async function keep(
    event: string,
    fresh: readonly NewNotification[],
  ): Promise<Notification[]> {
    if (fresh.length === 0) return [];
    const upserts = fresh.map((one) => ({
      updateOne: {
        filter: { event, personId: one.personId },
        update: { $setOnInsert: { ...one, read: false } },
        upsert: true,
      },
    }));
    await Notifications.bulkWrite(upserts, { ordered: false });
    const personId = { $in: fresh.map((one) => one.personId) };
    return (await Notifications.find({ event, personId }).lean()).map(toNotification);
  };
}

function written(Notifications: Model<NotificationDocument>) {
  const keep = createKeep(Notifications);
  return {
    keep,

    /** The same for one that stands for several: an unread one of the post and reason says who was last. */
    async bundle(event: string, one: NewNotification): Promise<Notification[]> {
      const { postId, personId, reason, actorId } = one;
      const unread = await Notifications.findOneAndUpdate(
        { postId, personId, reason, read: false },
        { $set: { actorId } },
        { returnDocument: 'after' },
      ).lean();
      return unread ? [toNotification(unread)] : keep(event, [one]);
    },

    async createIndexes(): Promise<void> {
      await Notifications.createIndexes();
    },
  };
}

function listed(Notifications: Model<NotificationDocument>) {
  return {
    find: async (personId: PersonId, id: NotificationId): Promise<Notification | null> => {
      const doc = await Notifications.findOne({ _id: id, personId }).lean();
      return doc && toNotification(doc);
    },

    /** Newest first, from after a key on; one more than `limit`. */
    async list(
      personId: PersonId,
      page: { after: NotificationKey | null; limit: number },
    ): Promise<Notification[]> {
      const filter = { personId, ...(page.after && olderThan(page.after)) };
      const found = await Notifications.find(filter)
        .sort({ createdAt: -1, _id: -1 })
        .limit(page.limit + 1)
        .lean();
      return found.map(toNotification);
    },

    async listOfPost(postId: PostId): Promise<Notification[]> {
      return (await Notifications.find({ postId }).limit(maxOfPost).lean()).map(toNotification);
    },

    countUnread: (personId: PersonId): Promise<number> =>
      Notifications.countDocuments({ personId, read: false }, { limit: maxCount }),

    /** Marks unread ones as read and answers which those were. */
    async markRead(personId: PersonId, scope: ReadScope): Promise<NotificationId[]> {
      const unread = await Notifications.find(
        { personId, read: false, ...filterOf(scope) },
        { _id: 1 },
      )
        .sort({ createdAt: -1, _id: -1 })
        .limit(maxMarked)
        .lean();
      const ids = unread.map(({ _id }) => _id);
      if (ids.length > 0)
        await Notifications.updateMany({ _id: { $in: ids } }, { $set: { read: true } });
      return ids.map((_id) => idOf(_id));
    },
  };
}

function filterOf({ ids, upTo, privately, thread }: ReadScope): Record<string, unknown> {
  if (ids) return { _id: { $in: ids } };
  if (upTo) return { $or: [{ _id: upTo.id }, ...olderThan(upTo).$or] };
  if (privately) return { postId: privately, reason: 'private' };
  if (!thread) return {};
  // Who asked to be reminded, or wrote the post, has read it before.
  const reason = { $nin: ['private', 'reminder', 'accepted', 'edited', 'moderation'] };
  return { threadId: thread.id, number: { $lte: thread.upTo }, reason };
}

function olderThan({ createdAt, id }: NotificationKey) {
  return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: id } }] };
}
