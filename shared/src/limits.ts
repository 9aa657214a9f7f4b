/** Lengths, sizes, counts and times that both sides must know. */
export const limits = {
  /** Characters of a post's Markdown. */
  postBody: 40_000,
  /** Days a text that was not sent is kept on a device. */
  draftDays: 90,
  /** Characters of a poll as its form keeps it, beside a draft. */
  pollDraft: 12_000,
  /** Drafts one person may keep on the server. */
  drafts: 200,
  /** Posts one person may have planned, and how many days ahead. */
  scheduled: { most: 100, days: 366 },
  /** Days after a due date in which a reply that was written before it may still arrive, where that is allowed. */
  lateDays: 3,
  /** Days an announcement stands on top when nobody says how long, and at most. */
  standingDays: { default: 30, max: 366 },
  /** With more posts than this a thread no longer becomes one that wants an answer first. */
  answerFirstPosts: 500,
  threadTitle: 200,
  displayName: 80,
  handle: 40,
  password: { min: 8, max: 200 },
  communityName: 100,
  description: 2_000,
  /** Spaces a person may put in an order of their own, per community. */
  orderedSpaces: 300,
  tags: 8,
  tag: 40,
  /** Different emoji on one post. */
  reactionsPerPost: 20,
  searchQuery: 200,
  page: { default: 20, max: 100 },
  /** Bytes of one upload. */
  uploadBytes: 20 * 1024 * 1024,
  /** Pixels of a picture, width times height, before it is decoded. */
  imagePixels: 50_000_000,
  /** Frames of a moving picture. */
  imageFrames: 300,
  fileName: 200,
  /** Bytes of a JSON body. */
  jsonBytes: 256 * 1024,
  /** Seconds a dropped peer keeps seat, mute state and hand. */
  seatSeconds: 60,
  /** Seconds a ticket to a room lives. */
  ticketSeconds: 60,
  /** Seconds an access token lives. */
  accessTokenSeconds: 15 * 60,
  /** Seconds a typing mark lives without news. */
  typingSeconds: 6,
  /** Minutes a room with minors stays open without a responsible adult. */
  adultGraceMinutes: 5,
  durationMinutes: { min: 5, max: 12 * 60 },
} as const;
