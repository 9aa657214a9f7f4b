/** Files of this many bytes and more go in parts. */
export const partsFrom = 1_048_576;
