/** A fence that opens code, as CommonMark reads it outside of lists and quotes. */
const fence = /^ {0,3}(`{3,}(?!.*`)|~{3,})/;

/**
 * A text as a quote in Markdown, ready to be put before an answer: the whole text stays inside,
 * with its own quotes, lists and code unchanged, and what is written after it stays outside. The
 * author's handle opens it.
 */
export function quoteMarkdown(source: string, author?: { handle: string }): string {
  const lines = source.replace(/\r\n?/g, '\n').replace(/\s+$/, '').split('\n');
  // Who wrote under a pseudonym has no handle to be called by.
  const opening = author?.handle ? [`> @${author.handle}:`, '>'] : [];
  return `${[...opening, ...quotedLines(lines)].join('\n')}\n\n`;
}

function quotedLines(lines: readonly string[]): string[] {
  let open: string | undefined;
  return lines.map((line) => {
    const code = open !== undefined;
    open = nextFence(line, open);
    if (line === '') return '>';
    return `> ${code ? line : widenIndent(line)}`;
  });
}

/** The fence that is open after the line. */
function nextFence(line: string, open: string | undefined): string | undefined {
  if (open === undefined) return fence.exec(line)?.[1];
  const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return closing?.startsWith(open) ? undefined : open;
}

/** Behind `> ` a tab is narrower than at the start of a line, and would no longer make code. */
function widenIndent(line: string): string {
  return line.replace(/^( {0,3})\t/, '    ');
}
