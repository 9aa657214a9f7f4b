import type { Feature } from '../feature.ts';
import { auth } from './auth/index.ts';
import { communities } from './communities/index.ts';
import { drafts, draftsOnTheHub } from './drafts/index.ts';
import { files } from './files/index.ts';
import { home } from './home/index.ts';
import { invites } from './invites/index.ts';
import { kinds } from './kinds/index.ts';
import { moderation } from './moderation/index.ts';
import { notifications } from './notifications/index.ts';
import { offline } from './offline/index.ts';
import { people } from './people/index.ts';
import { polls } from './polls/index.ts';
import { previews } from './previews/index.ts';
import { printing } from './printing/index.ts';
import { reading } from './reading/index.ts';
import { rooms } from './rooms/index.ts';
import { search } from './search/index.ts';
import { sessions } from './sessions/index.ts';
import { spaces } from './spaces/index.ts';
import { tags } from './tags/index.ts';
import { threads } from './threads/index.ts';
import { translation } from './translation/index.ts';

/** Every feature there is; one line each. */
export const features: readonly Feature[] = [
  home,
  auth,
  invites,
  people,
  notifications,
  offline,
  sessions,
  rooms,
  communities,
  spaces,
  threads,
  tags,
  kinds,
  reading,
  search,
  moderation,
  translation,
  files,
  previews,
  polls,
  printing,
  drafts,
  draftsOnTheHub,
];
