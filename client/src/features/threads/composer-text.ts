/** A text with what is selected in it, in UTF-16 units. */
export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function replace({ text, start, end }: Selected, inserted: string): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

/** Puts marks around the selection, or takes them away again. */
export function toggleAround(selected: Selected, mark: string): Selected {
  const { text, start, end } = selected;
  const size = mark.length;
  const inside = text.slice(start, end);
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return {
      text: text.slice(0, start - size) + inside + text.slice(end + size),
      start: start - size,
      end: end - size,
    };
  }
  return { text: replace(selected, mark + inside + mark), start: start + size, end: end + size };
}

/** Puts a prefix before every line of the selection, or takes it away from all. */
export function toggleLines(selected: Selected, prefix: string): Selected {
  const { text } = selected;
  const start = text.lastIndexOf('\n', selected.start - 1) + 1;
  const after = text.indexOf('\n', selected.end);
  const end = after < 0 ? text.length : after;
  const lines = text.slice(start, end).split('\n');
  const off = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (off ? line.slice(prefix.length) : prefix + line)).join('\n');
  const next = text.slice(0, start) + changed + text.slice(end);
  return {
    text: next,
    start: start === end ? start + changed.length : start,
    end: start + changed.length,
  };
}

/** Code inside a line by backticks, code of several lines as a block; longer fences than any inside. */
export function toggleCode(selected: Selected): Selected {
  const inside = selected.text.slice(selected.start, selected.end);
  if (!inside.includes('\n')) return toggleAround(selected, '`');
  const longest = Math.max(2, ...[...inside.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return insertBlock(selected, `${fence}\n${inside}\n${fence}`);
}

/** A link around the selection; its address is left selected to be typed over. */
export function insertLink(selected: Selected): Selected {
  const inside = selected.text.slice(selected.start, selected.end);
  const isAddress = /^https?:\/\/\S+$/.test(inside);
  const label = isAddress ? '' : inside;
  const address = isAddress ? inside : 'https://';
  const text = replace(selected, `[${label}](${address})`);
  if (isAddress) return { text, start: selected.start + 1, end: selected.start + 1 };
  const at = selected.start + label.length + 3;
  return { text, start: at, end: at + address.length };
}

/** Inserts a block with empty lines around it; the caret goes behind it. */
export function insertBlock({ text, start, end }: Selected, block: string): Selected {
  const before = text.slice(0, start).replace(/[ \t]+$/, '');
  const after = text.slice(end).replace(/^[ \t]+/, '');
  const lead =
    before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const tail = after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  const head = before + lead + block;
  const caret = head.length + Math.max(tail.length, 2);
  return { text: head + tail + after, start: caret, end: caret };
}

/** An empty table of two columns; the first heading is left selected to be typed over. */
export function insertTable(selected: Selected, heading: string): Selected {
  const inside = selected.text.slice(selected.start, selected.end).trim();
  const rows = `| ${heading} | ${heading} |\n| --- | --- |\n| ${inside.replaceAll('\n', ' ')} |  |`;
  const done = insertBlock(selected, rows);
  const start = done.text.indexOf(rows, Math.max(0, selected.start - 2)) + 2;
  return { ...done, start, end: start + heading.length };
}

/** Hides the selected lines behind a press; the caret goes inside. */
export function insertSpoiler(selected: Selected): Selected {
  const inside = selected.text.slice(selected.start, selected.end);
  const done = insertBlock(selected, `:::spoiler\n${inside}\n:::`);
  const end = done.text.lastIndexOf('\n:::', done.start);
  return { ...done, start: end, end };
}

/** A formula in the line, or of its own where several lines are selected. */
export function toggleMath(selected: Selected): Selected {
  const inside = selected.text.slice(selected.start, selected.end);
  if (!inside.includes('\n')) return toggleAround(selected, '$');
  return insertBlock(selected, `$$\n${inside}\n$$`);
}

/** Puts words in place of the selection; the caret goes behind them. */
export function insertWords(selected: Selected, words: string): Selected {
  const at = selected.start + words.length;
  return { text: replace(selected, words), start: at, end: at };
}

/** Words inside the brackets of a picture must not close them. */
function escapeAlt(alt: string): string {
  return alt.replace(/\s+/g, ' ').replace(/[\\[\]]/g, '\\$&');
}

/** A picture in Markdown. */
export function imageMarkdown(url: string, alt: string): string {
  return `![${escapeAlt(alt)}](${url})`;
}

/** Changes the description of a picture that stands in the text; the text as it is when it no longer does. */
export function describeImage(text: string, url: string, alt: string): string {
  const at = text.indexOf(`](${url})`);
  if (at < 0) return text;
  const start = text.lastIndexOf('![', at);
  return start < 0
    ? text
    : text.slice(0, start) + imageMarkdown(url, alt) + text.slice(at + url.length + 3);
}
