/** Puts a text where it can be pasted from. Answers the name of what is to be said then. */
export async function copyText({ text, title }: { text: string; title: string }): Promise<string> {
  const words = title ? `${title}\n\n${text}` : text;
  try {
    await navigator.clipboard.writeText(words);
    return 'draft.copied';
  } catch {
    // Refused by the browser: the text stands there to be marked by hand.
    return 'draft.notCopied';
  }
}
