declare module 'virtual:texts/*' {
  const bundle: Record<string, Record<string, unknown>>;
  export { bundle as default };
}
