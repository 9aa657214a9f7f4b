const place = /(<[^<>]* (?:id|href)="#?note)~/g;

/** Notes of different posts stand on one page: the post's number makes their ids unique. */
export function withNoteIds(html: string, number: number): string {
  return html.includes('note~') ? html.replaceAll(place, `$1-${number}-`) : html;
}
