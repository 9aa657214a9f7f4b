/** Languages to choose from; others can still come from elsewhere and are shown. */
export const spokenLanguages: readonly string[] = (
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it ja jv ka kk km ' +
  'kn ko ku ky lo lt lv mg mi mk ml mn mr ms mt my nb ne nl or pa pl ps pt ro ru rw sd si sk sl so sq sr st su sv sw ta te tg ' +
  'th tk tl tr ug uk ur uz vi xh yo zh zh-Hant zu'
).split(' ');
