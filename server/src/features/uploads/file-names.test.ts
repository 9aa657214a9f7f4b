import { describe, expect, test } from 'vitest';
import { cleanFileName, contentDisposition } from './file-names.ts';

describe('cleanFileName', () => {
  test.each([
    ["a');color:red;x.png", "a');color:red;x.png"],
    ['"><b>.pdf', '"><b>.pdf'],
    ['../../x.txt', 'x.txt'],
    ['C:\\fakepath\\x.txt', 'x.txt'],
    ['nai\u0308ve cafe\u0301.pptx', 'na\u00efve caf\u00e9.pptx'],
    ['รายงาน.pdf', 'รายงาน.pdf'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['one\r\ntwo.txt', 'onetwo.txt'],
    ['.htaccess', 'htaccess'],
    ['\u0000', 'file'],
    ['', 'file'],
    ['lone \ud800.txt', 'lone \ufffd.txt'],
  ])('FILE-2 %j is kept as %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  test('FILE-2 a long name is cut between letters and keeps its extension', () => {
    const name = cleanFileName(`${'नि'.repeat(150)}.jpeg`);
    expect(name.length).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^(?:नि)+\.jpeg$/u);
  });
});

describe('contentDisposition', () => {
  test('FILE-2 names every file twice, and nothing breaks out of the header', () => {
    expect(contentDisposition('attachment', 'naïve café.pptx')).toBe(
      `attachment; filename="naive cafe.pptx"; filename*=UTF-8''na%C3%AFve%20caf%C3%A9.pptx`,
    );
    const header = contentDisposition('inline', `a');"\r\n*x.png`);
    expect(header).toMatch(
      /^inline; filename="[A-Za-z0-9 ._-]+"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/,
    );
  });
});
