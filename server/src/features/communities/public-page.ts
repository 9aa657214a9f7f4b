import { AppError } from '@jembatan/shared/errors';
import { visitor } from '../../kernel/actor.ts';
import type { CommunitiesRepository } from './communities.repository.ts';
import type { Places } from './places.ts';

export interface PublicPageDeps {
  places: Places;
  communities: CommunitiesRepository;
}

/** A community's page as a visitor may know of it; null when missing or not public, which look the same. */
export function createPublicPage({ places, communities }: PublicPageDeps) {
  return async function publicPage(id: string) {
    try {
      await places.getReadablePlace(visitor, id);
      const community = await communities.findById(id);
      if (!community) return null;
      const { name, description, slug } = community;
      return { title: name, description, canonicalPath: `/c/${id}${slug && `/${slug}`}` };
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return null;
      throw error;
    }
  };
}
