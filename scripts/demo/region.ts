import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import { privateReplyRoutes } from '@jembatan/shared/private-replies.contract';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { readDeclaration } from './declarations.ts';
import { type Guest, invite } from './hub.ts';
import type { Memory } from './memory.ts';
import type { Region } from './regions.ts';
import { seedSpaces } from './spaces.ts';

export interface SeedOptions {
  hubUrl: string;
  memory: Memory;
  /** Called for each thread that is there. */
  onThread: () => void;
}

/** The people of one region. */
interface Class {
  teacher: Guest;
  students: Guest[];
}

const all = { limit: '100' };

/**
 * One region: a public community with its people, a thread per language, a study group, and what it
 * meets for. Each step looks first at what is there, so it can be broken off and called again.
 */
export async function seedRegion(region: Region, options: SeedOptions): Promise<void> {
  const teacher = await invite(options.hubUrl, region.teacher, { ...options, age: 'adult' });
  const community = await openCommunity(region, teacher);
  const people = { teacher, students: await letIn(region, community.id, options) };
  const group = await openGroup(region, community.id, people);
  await planSessions(region, { community, group, teacher });
  await seedSpaces(region, community.id, people);
  await writeDeclarations(region, community.id, { ...people, onThread: options.onThread });
}

async function openCommunity(region: Region, teacher: Guest): Promise<CommunityView> {
  const { name, description, languages } = region;
  // Somebody else's community may have the same name.
  const { items } = await teacher.call(communityRoutes.listCommunities, {
    query: { ...all, which: 'mine' },
  });
  const own = items.find((item) => item.name === name);
  return (
    own ??
    teacher.call(communityRoutes.createCommunity, {
      body: {
        name,
        description,
        languages,
        kind: 'exchange',
        reading: 'everyone',
        joining: 'open',
      },
    })
  );
}

async function letIn(region: Region, id: CommunityId, options: SeedOptions): Promise<Guest[]> {
  const students: Guest[] = [];
  for (const student of region.students) {
    const guest = await invite(options.hubUrl, student, { ...options, age: 'minor' });
    const { membership } = await guest.call(communityRoutes.getCommunity, { params: { id } });
    if (!membership) await guest.call(communityRoutes.joinCommunity, { params: { id } });
    students.push(guest);
  }
  return students;
}

async function openGroup(
  { group: { name, description } }: Region,
  id: CommunityId,
  { teacher, students }: Class,
): Promise<CommunityView> {
  const { items } = await teacher.call(communityRoutes.listGroups, { params: { id }, query: all });
  const group =
    items.find((item) => item.name === name) ??
    (await teacher.call(communityRoutes.createGroup, {
      params: { id },
      body: { name, description, kind: 'study-group', reading: 'everyone', joining: 'open' },
    }));
  const params = { id: group.id };
  for (const student of students) {
    const { membership } = await student.call(communityRoutes.getGroup, { params });
    if (!membership) await student.call(communityRoutes.joinGroup, { params });
  }
  return group;
}

/** Weekly meetings of the community, and a room of the group that is always open. */
async function planSessions(
  region: Region,
  { community, group, teacher }: { community: CommunityView; group: CommunityView; teacher: Guest },
): Promise<void> {
  const { title, agenda, weekday, at } = region.session;
  const { timeZone } = region.teacher;
  if (!(await meets(community.id, teacher)))
    await teacher.call(sessionRoutes.createSession, {
      body: {
        communityId: community.id,
        title,
        agenda,
        localStart: `${nextDay(weekday)}T${at}`,
        timeZone,
        durationMinutes: 60,
        rrule: `FREQ=WEEKLY;BYDAY=${weekday};COUNT=10`,
      },
    });
  if (!(await meets(group.id, teacher)))
    await teacher.call(sessionRoutes.createSession, {
      body: { communityId: group.id, title: region.group.name, kind: 'standing', timeZone },
    });
}

async function meets(communityId: CommunityId, teacher: Guest): Promise<boolean> {
  const { items } = await teacher.call(sessionRoutes.listSessions, { query: { communityId } });
  return items.some((session) => session.communityId === communityId);
}

async function writeDeclarations(
  region: Region,
  id: CommunityId,
  { teacher, students, onThread }: Class & Pick<SeedOptions, 'onThread'>,
): Promise<void> {
  const { items } = await teacher.call(communityRoutes.listSpaces, { params: { id } });
  const space = items[0];
  if (!space) throw new Error(`${region.name} has no forum`);
  const written = await teacher.call(threadRoutes.listThreads, {
    params: { id: space.id },
    query: all,
  });
  const byTag = new Map(written.items.map((thread) => [thread.tags[0], thread]));
  for (const [index, code] of region.declarations.entries()) {
    const { title, body, lang } = await readDeclaration(code);
    const tag = lang.toLowerCase();
    const thread =
      byTag.get(tag) ??
      (
        await teacher.call(threadRoutes.createThread, {
          params: { id: space.id },
          body: { title, body, tags: [tag] },
        })
      ).thread;
    const student = students[index % students.length];
    if (student && thread.lastNumber < 2) {
      const post = await student.call(threadRoutes.createPost, {
        params: { id: thread.id },
        body: { body: `@${teacher.handle} 🙏`, replyTo: 1 },
      });
      if (index === 0) await thankPrivately(post, { teacher, student });
    }
    onThread();
  }
}

/** A word between a teacher and a student that the class does not see; it needs no language. */
async function thankPrivately(
  { id }: PostView,
  { teacher, student }: { teacher: Guest; student: Guest },
): Promise<void> {
  const say = (who: Guest, body: string) =>
    who.call(privateReplyRoutes.createPrivateReply, { params: { id }, body: { body } });
  await say(teacher, '👏 ⭐⭐⭐');
  await say(student, '😊');
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** The date of the coming weekday, tomorrow at the earliest. */
function nextDay(weekday: string): string {
  const day = new Date();
  do day.setUTCDate(day.getUTCDate() + 1);
  while (weekdays[day.getUTCDay()] !== weekday);
  return day.toISOString().slice(0, 10);
}
