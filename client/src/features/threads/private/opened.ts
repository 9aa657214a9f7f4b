import type { PostId } from '@jembatan/shared/ids';
import { signal } from '@preact/signals';

/** The post whose menu was asked for a private reply. */
export const openedPrivately = signal<PostId | null>(null);

/** Where the device keeps what is being written under a post. */
export const privateDraft = (id: PostId) => `private:${id}`;
