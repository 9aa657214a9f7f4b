import { expect, test } from 'vitest';
import { Catalogue } from './catalogue.ts';

test('a text is found by its dotted key and its places are filled', () => {
  const english = new Catalogue('en');
  english.add({ common: { greeting: { morning: 'Good morning, {{name}}' } } });
  expect(english.say('common', 'greeting.morning', { name: 'Ayu' })).toBe('Good morning, Ayu');
});

test('the plural form is the one the language asks for, with its own digits', () => {
  const arabic = new Catalogue('ar-EG');
  arabic.add({
    common: {
      posts_zero: 'لا منشورات',
      posts_one: 'منشور واحد',
      posts_two: 'منشوران',
      posts_few: '{{count}} منشورات',
      posts_many: '{{count}} منشورًا',
      posts_other: '{{count}} منشور',
    },
  });
  const said = [0, 1, 2, 3, 11, 100].map((count) => arabic.say('common', 'posts', { count }));
  expect(said).toEqual([
    'لا منشورات',
    'منشور واحد',
    'منشوران',
    '٣ منشورات',
    '١١ منشورًا',
    '١٠٠ منشور',
  ]);
});

test('a language with one form needs no others', () => {
  const indonesian = new Catalogue('id');
  indonesian.add({ common: { posts_other: '{{count}} tulisan' } });
  expect(indonesian.say('common', 'posts', { count: 1 })).toBe('1 tulisan');
});

test('what a person typed is put in as it is, also when it looks like a place', () => {
  const english = new Catalogue('en');
  english.add({ common: { by: 'by {{name}}' } });
  expect(english.say('common', 'by', { name: '{{name}} $& <b>' })).toBe('by {{name}} $& <b>');
});

test('TXT-5 a name written from the right is set apart from the words around it', () => {
  const english = new Catalogue('en');
  english.add({ common: { by: '{{name}}: 3 posts' } });
  expect(english.say('common', 'by', { name: 'נועה' })).toBe('\u2068נועה\u2069: 3 posts');
  expect(english.say('common', 'by', { name: 'Noa' })).toBe('Noa: 3 posts');
});
