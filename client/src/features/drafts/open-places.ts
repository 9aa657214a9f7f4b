import type { DraftPlace } from '@jembatan/shared/drafts.contract';

const open = new Set<string>();

export const placeName = ({ kind, id }: DraftPlace): string => `draft ${kind} ${id}`;

/** Somebody writes there in this tab, and whatever is to be brought up is brought up there. */
export function openPlace(place: DraftPlace): () => void {
  open.add(placeName(place));
  return () => open.delete(placeName(place));
}

export const isOpen = (place: DraftPlace): boolean => open.has(placeName(place));
