declare module 'markdown-it-emoji/lib/data/full.mjs' {
  const emojiByName: Record<string, string>;

  // biome-ignore lint/style/noDefaultExport: the form in which the package gives it.
  export { emojiByName as default };
}
