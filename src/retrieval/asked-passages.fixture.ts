/** A passage and a question that it answers, put in other forms of the passage's words. */
export type AskedPassage = readonly [passage: string, question: string];

export const germanPassages: readonly AskedPassage[] = [
  [
    'Der Mieter kann die Wohnung mit einer Frist von drei Monaten kündigen.',
    'Welche Fristen gelten für Mieter?',
  ],
  ['Der Vermieter muss die Heizung vor jedem Winter prüfen lassen.', 'Wer lässt die Heizungen prüfen?'],
  ['Haustiere sind im Treppenhaus an der Leine zu führen.', 'Müssen Haustiere an die Leine?'],
  ['Die Miete wird am dritten Werktag jedes Monats überwiesen.', 'An welchem Werktag ist die Miete fällig?'],
  [
    'Für Schäden an den Fenstern haftet die Versicherung der Eigentümer.',
    'Welche Versicherungen zahlen Fenster?',
  ],
  [
    'Oma bäckt das Brot mit Sauerteig und lässt es zwölf Stunden ruhen.',
    'Wie viele Stunden ruht das Brot von Oma?',
  ],
  ['Die Kinder gehen in die Grundschule an der Lindenstraße.', 'In welche Grundschule geht das Kind?'],
  ['Unser Hund heißt Bello und fürchtet sich vor Gewittern.', 'Vor welchem Gewitter fürchtet sich der Hund?'],
  ['Im Garten wachsen Äpfel, Birnen und ein alter Kirschbaum.', 'Welcher Apfel wächst im Garten?'],
  ['Die Bücher stehen im Regal neben dem Fenster im Flur.', 'Wo steht das Buch im Flur?'],
  ['Der Zug nach Hamburg fährt um 7:42 Uhr von Gleis 9 ab.', 'Von welchem Gleis fahren Züge nach Hamburg?'],
  [
    'Meine Schwester arbeitet als Ärztin in einem Krankenhaus in Köln.',
    'In welchen Krankenhäusern arbeiten Ärztinnen?',
  ],
  [
    'Das Rezept verlangt zwei Löffel Zucker und eine Prise Salz.',
    'Wie viele Löffel Zucker verlangt das Rezept?',
  ],
  ['Am Wochenende haben wir die Fahrräder geputzt und geölt.', 'Wann wurde das Fahrrad geputzt?'],
  ['Die Rechnung Nr. 4711-B wurde im März bezahlt.', 'Wann ist 4711-B bezahlt worden?'],
  [
    'Der Arzt hat ihr Tabletten gegen die Kopfschmerzen verschrieben.',
    'Welche Tablette half gegen Kopfschmerz?',
  ],
  ['Der Vertrag endet mit dem Tod des Versicherten.', 'Wann enden die Verträge der Versicherten?'],
  ['Die Städte an der Küste wurden vom Sturm verwüstet.', 'Welche Stadt hat der Sturm verwüstet?'],
  ['Großvater spielte jeden Abend Geige in einem Orchester.', 'Wer spielt Geigen in Orchestern?'],
  ['Der Schlüssel zum Keller hängt hinter der Tür an einem Haken.', 'An welchen Haken hängen die Schlüssel?'],
];

export const japanesePassages: readonly AskedPassage[] = [
  ['祖母は京都で小さな喫茶店を経営している。', '京都で喫茶店を経営しているのは誰ですか。'],
  ['東京タワーの高さは333メートルである。', '東京タワーの高さは何メートルですか。'],
  ['来週の水曜日に歯医者の予約がある。', '歯医者の予約は何曜日ですか。'],
  ['弟は北海道の大学で農業を学んでいる。', '弟は北海道で何を学んでいますか。'],
  ['家賃は毎月二十五日に銀行から振り込む。', '家賃はいつ振り込みますか。'],
  ['冷蔵庫の修理には三万円かかった。', '冷蔵庫の修理にいくらかかりましたか。'],
  ['猫のタマは雷が嫌いで、すぐに押し入れに隠れる。', '雷が嫌いな猫の名前は何ですか。'],
  ['母の誕生日には赤いバラの花束を贈った。', '母の誕生日に何を贈りましたか。'],
  ['新幹線は朝九時に名古屋駅を出発する。', '新幹線は何時に名古屋駅を出発しますか。'],
  ['味噌汁には豆腐とわかめを入れる。', '味噌汁に何を入れますか。'],
  ['社長は契約書に署名する前に弁護士に相談した。', '社長は契約書について誰に相談しましたか。'],
  ['図書館の本は二週間まで借りられる。', '図書館の本はどのくらい借りられますか。'],
  ['父は若いころ、漁師として沖縄で働いていた。', '父は沖縄でどんな仕事をしていましたか。'],
  ['地震のときは机の下に避難してください。', '地震のときはどこに避難しますか。'],
  ['ピアノの先生は毎週土曜日に来る。', 'ピアノの先生は何曜日に来ますか。'],
  ['富士山に登ったのは去年の八月だった。', '富士山に登ったのはいつですか。'],
  ['この薬は食後に一日三回飲む。', 'この薬は一日に何回飲みますか。'],
  ['会議の資料は木村さんが準備する。', '会議の資料を準備するのは誰ですか。'],
  ['庭の桜は四月の初めに咲く。', '庭の桜はいつ咲きますか。'],
  ['注文番号はXK-2093で、ｶﾒﾗのレンズを頼んだ。', 'カメラのレンズの注文番号は?'],
];
