declare module 'virtual:texts/*' {
  const bundle: Record<string, Record<string, unknown>>;

  // biome-ignore lint/style/noDefaultExport: the form in which Vite gives JSON.
  export { bundle as default };
}
