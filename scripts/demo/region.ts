import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { readDeclaration } from './declarations.ts';
import { type Guest, invite } from './hub.ts';
import type { Region } from './regions.ts';

export interface SeedOptions {
  hubUrl: string;
  password: string;
  /** Called for each thread that was written. */
  onThread: () => void;
}

/** One region: a public community with its people, a thread per language, a study group, and what it meets for. */
export async function seedRegion(
  region: Region,
  { hubUrl, password, onThread }: SeedOptions,
): Promise<Guest> {
  const teacher = await invite(hubUrl, region.teacher, { password, age: 'adult' });
  const { name, description, languages } = region;
  const community = await teacher.call(communityRoutes.createCommunity, {
    body: { name, description, languages, kind: 'exchange', reading: 'everyone', joining: 'open' },
  });
  const students = await letIn(region, community.id, { hubUrl, password });
  await writeDeclarations(region, community.id, { teacher, students, onThread });
  await teacher.call(communityRoutes.createGroup, {
    params: { id: community.id },
    body: {
      name: region.group.name,
      description: region.group.description,
      kind: 'study-group',
      joining: 'open',
    },
  });
  await planSessions(region, community.id, teacher);
  return teacher;
}

async function letIn(
  region: Region,
  id: CommunityId,
  options: { hubUrl: string; password: string },
): Promise<Guest[]> {
  const students: Guest[] = [];
  for (const student of region.students) {
    const guest = await invite(options.hubUrl, student, {
      password: options.password,
      age: 'minor',
    });
    await guest.call(communityRoutes.joinCommunity, { params: { id } });
    students.push(guest);
  }
  return students;
}

async function writeDeclarations(
  region: Region,
  id: CommunityId,
  { teacher, students, onThread }: { teacher: Guest; students: Guest[]; onThread: () => void },
): Promise<void> {
  const { items } = await teacher.call(communityRoutes.listSpaces, { params: { id } });
  const space = items[0];
  if (!space) throw new Error(`${region.name} has no forum`);
  for (const [index, code] of region.declarations.entries()) {
    const { title, body, lang } = await readDeclaration(code);
    const { thread } = await teacher.call(threadRoutes.createThread, {
      params: { id: space.id },
      body: { title, body, tags: [lang] },
    });
    const student = students[index % students.length];
    if (student)
      await student.call(threadRoutes.createPost, {
        params: { id: thread.id },
        body: { body: `@${teacher.handle} 🙏`, replyTo: 1 },
      });
    onThread();
  }
}

async function planSessions(
  region: Region,
  communityId: CommunityId,
  teacher: Guest,
): Promise<void> {
  const { title, agenda, weekday, at } = region.session;
  await teacher.call(sessionRoutes.createSession, {
    body: {
      communityId,
      title,
      agenda,
      localStart: `${nextDay(weekday)}T${at}`,
      timeZone: region.teacher.timeZone,
      durationMinutes: 60,
      rrule: `FREQ=WEEKLY;BYDAY=${weekday};COUNT=10`,
    },
  });
  await teacher.call(sessionRoutes.createSession, {
    body: {
      communityId,
      title: region.group.name,
      kind: 'standing',
      timeZone: region.teacher.timeZone,
    },
  });
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** The date of the coming weekday, tomorrow at the earliest. */
function nextDay(weekday: string): string {
  const day = new Date();
  do day.setUTCDate(day.getUTCDate() + 1);
  while (weekdays[day.getUTCDay()] !== weekday);
  return day.toISOString().slice(0, 10);
}
