/**
 * Names that people of a country plausibly have. Made-up guests are named from these; nobody real is meant. Where family
 * names differ for women and men, those are here that do not, so that any given name goes with any of them.
 */
export interface NameStock {
  readonly given: readonly string[]
  readonly family: readonly string[]
  /** The family name is said and written first, as in Chinese, Japanese, Korean and Hungarian. */
  readonly familyFirst?: true
  /** Two family names, as in Spain and Portugal. */
  readonly twoFamilyNames?: true
  /** Some guests are in the system the way they write themselves. */
  readonly ownScript?: { readonly given: readonly string[]; readonly family: readonly string[] }
}

/** The names for an ISO 3166 alpha-3 country, or a mixture for a country that has no stock of its own. */
export function namesOf(country: string | null): NameStock {
  return stocks[stockOf.get(country ?? '') ?? 'mixed']
}

const list = (names: string): readonly string[] => names.split(' ')

const stocks = {
  portuguese: {
    given: list(
      'Ana Maria João José Inês Tiago Mariana Rui Beatriz Pedro Catarina Nuno Sofia Gonçalo Leonor Miguel Marta Luís Rita Fernão Teresa Vasco Joana André',
    ),
    family: list(
      'Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Vieira Conceição Guimarães',
    ),
    twoFamilyNames: true,
  },
  english: {
    given: list(
      'Oliver Amelia George Isla Harry Olivia Noah Ava Jack Emily Charlie Sophie Thomas Grace James Lily William Freya Henry Alice Arthur Daisy Edward Hannah Peter Rosie Simon Claire',
    ),
    family: list(
      'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Harrison Fletcher Atkinson Whitaker Ashworth Fairfax Penrose',
    ),
  },
  irish: {
    given: list(
      'Aoife Seán Niamh Conor Saoirse Cian Ciara Oisín Róisín Darragh Sinéad Eoin Gráinne Liam Caoimhe Patrick Orla Fionn Maeve Declan',
    ),
    family: list(
      "Murphy Kelly O'Sullivan Walsh O'Brien Byrne Ryan O'Connor O'Neill Doyle McCarthy Gallagher Doherty Kennedy Lynch Nolan Quinn Ní·Bhriain Brennan Fitzgerald",
    ),
  },
  spanish: {
    given: list(
      'Lucía Hugo María Martín Paula Daniel Carmen Pablo Julia Álvaro Elena Adrián Sara Diego Marta Javier Noelia Íñigo Begoña Andrés Rocío Joaquín Nuria Sergio',
    ),
    family: list(
      'García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Ruiz Jiménez Díaz Moreno Muñoz Álvarez Romero Navarro Torres Domínguez Vázquez Núñez Ibáñez Echeverría Peña',
    ),
    twoFamilyNames: true,
  },
  french: {
    given: list(
      'Louise Gabriel Jade Léo Emma Raphaël Chloé Arthur Manon Lucas Camille Hugo Zoé Étienne Margaux Théo Élise François Noémie Benoît Anaïs Loïc Hélène Mathieu',
    ),
    family: list(
      "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Laurent Lefèvre Roux Fournier Girard Mercier Dupont Lambert Faure Garnier Chevalier D'Aubigné Besançon Lemaître",
    ),
  },
  german: {
    given: list(
      'Lena Paul Mia Jonas Hannah Felix Lea Maximilian Anna Lukas Katharina Jürgen Sabine Günther Heike Björn Ursula Stefan Anja Matthias Friederike Moritz Käthe Sören',
    ),
    family: list(
      'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Krüger Hofmann Lange Weiß Köhler',
    ),
  },
  dutch: {
    given: list(
      'Daan Emma Sem Julia Lucas Tess Finn Sophie Bram Fleur Jesse Anouk Thijs Lotte Ruben Femke Joost Marloes Sjoerd Wies',
    ),
    family: list(
      'de·Jong Jansen de·Vries van·den·Berg Bakker van·Dijk Visser Smit Meijer de·Boer Mulder Bos Vos Peters Hendriks van·Leeuwen Dekker Brouwer de·Wit Dijkstra',
    ),
  },
  italian: {
    given: list(
      'Sofia Leonardo Giulia Francesco Aurora Alessandro Alice Lorenzo Ginevra Mattia Emma Andrea Giorgia Niccolò Chiara Davide Elisa Tommaso Martina Federico',
    ),
    family: list(
      "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De·Luca Costa Giordano Mancini Rizzo Lombardi D'Angelo",
    ),
  },
  nordic: {
    given: list(
      'Astrid Erik Freja Lars Ingrid Nils Signe Olav Maja Anders Saga Magnus Elin Jørgen Åsa Håkon Linnéa Søren Ebba Gustav Ragnhild Bjørn',
    ),
    family: list(
      'Andersson Johansson Karlsson Nilsson Hansen Johansen Olsen Larsen Nielsen Jensen Pedersen Lindqvist Bergström Sjöberg Øverland Åkesson Kjær Holmgren Dahl Strøm',
    ),
  },
  finnish: {
    given: list(
      'Aino Eino Helmi Väinö Sanna Mikko Päivi Juhani Kaisa Antti Tuuli Ville Hilkka Jukka Anneli Timo',
    ),
    family: list(
      'Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen Saarinen Salminen Heinonen Niemi Kärkkäinen',
    ),
  },
  polish: {
    given: list(
      'Zofia Jakub Maja Antoni Julia Jan Hanna Szymon Alicja Franciszek Agnieszka Łukasz Małgorzata Paweł Katarzyna Tomasz Grażyna Stanisław',
    ),
    family: list(
      'Nowak Wójcik Kowalczyk Woźniak Mazur Krawczyk Kaczmarek Zając Król Wieczorek Wróbel Dudek Stępień Sikora Baran Szewczyk Pietrzak Błaszczyk',
    ),
  },
  czech: {
    given: list(
      'Eliška Jakub Tereza Jan Adéla Tomáš Anna Matěj Kristýna Ondřej Zuzana Jiří Hana Luboš Šárka Vojtěch',
    ),
    family: list(
      'Krejčí Dolejší Martinů Janů Petrů Hořejší Kočí Jarní Šerých Jírů Podzimní Tachecí Kolářů Staňků',
    ),
  },
  hungarian: {
    given: list(
      'Hanna Bence Anna Máté Zsófia Levente Luca Dominik Eszter Balázs Katalin Zoltán Ildikó Ferenc Réka Gábor',
    ),
    family: list(
      'Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász Lakatos Szűcs',
    ),
    familyFirst: true,
  },
  romanian: {
    given: list(
      'Maria Andrei Ioana Alexandru Elena Mihai Andreea Ștefan Ana Cristian Raluca Bogdan Mihaela Radu Oana Vlad',
    ),
    family: list(
      'Popa Popescu Radu Ionescu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Munteanu Șerban Țăranu Constantinescu Dobre',
    ),
  },
  baltic: {
    given: list('Jonas Andris Jaan Mantas Jānis Tõnu Gintaras Raivo Vytautas Mārtiņš Priit Žydrūnas'),
    family: list(
      'Kazlauskas Petrauskas Bērziņš Kalniņš Tamm Saar Jankauskas Ozoliņš Mägi Sepp Žukauskas Liepiņš Kask Butkus Krūmiņš Rebane',
    ),
  },
  russian: {
    given: list(
      'Anna Ivan Olga Dmitry Elena Sergei Natalia Alexei Irina Mikhail Tatiana Pavel Svetlana Nikolai Yulia Andrei',
    ),
    family: list(
      'Shevchuk Melnik Bondar Kravets Pavlenko Tkachenko Moroz Koval Sidorenko Dolgikh Chernykh Sedykh Gerasimenko Lysenko Zhuk Belykh',
    ),
    ownScript: {
      given: list('Анна Иван Ольга Дмитрий Елена Сергей Наталья Алексей Ирина Михаил'),
      family: list(
        'Шевчук Мельник Бондарь Кравец Павленко Ткаченко Мороз Коваль Сидоренко Долгих Черных Седых',
      ),
    },
  },
  greek: {
    given: list('Maria Giorgos Eleni Dimitris Katerina Nikos Sofia Kostas Ioanna Yannis Despina Petros'),
    family: list(
      'Georgiou Antoniou Economou Ioannou Nikolaou Christodoulou Vasileiou Alexandrou Dimitriou Papaioannou Konstantinou Stylianou',
    ),
    ownScript: {
      given: list('Μαρία Γιώργος Ελένη Δημήτρης Κατερίνα Νίκος Σοφία Κώστας'),
      family: list('Γεωργίου Αντωνίου Οικονόμου Ιωάννου Νικολάου Χριστοδούλου Βασιλείου Αλεξάνδρου'),
    },
  },
  turkish: {
    given: list(
      'Zeynep Yusuf Elif Mehmet Defne Mustafa Ayşe Emir Fatma Çağlar Gülşen Işık Özge Ömer Şule Ümit',
    ),
    family: list(
      'Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Koç',
    ),
  },
  arabic: {
    given: list(
      'Fatima Mohamed Khadija Youssef Salma Omar Nadia Hassan Leila Karim Amina Rachid Samira Tariq Yasmine Ali',
    ),
    family: list(
      'El·Amrani Benali Haddad Mansour Bensaïd Al-Rashid Khoury Cherkaoui Idrissi Najjar Saidi Bouzid Zeroual Al-Fahad Hamdan Tazi',
    ),
    ownScript: {
      given: list('فاطمة محمد خديجة يوسف سلمى عمر نادية حسن ليلى كريم'),
      family: list('العمراني بنعلي حداد منصور الراشد خوري الإدريسي نجار السعيدي حمدان'),
    },
  },
  hebrew: {
    given: list('Noa Itai Tamar Daniel Maya Yonatan Shira Uri Yael Amit Talia Eitan'),
    family: list('Cohen Levi Mizrahi Peretz Biton Dahan Friedman Azulay Katz Ben-David Shapira Golan'),
    ownScript: {
      given: list('נועה איתי תמר דניאל מאיה יונתן שירה אורי'),
      family: list('כהן לוי מזרחי פרץ ביטון דהן שפירא גולן'),
    },
  },
  indian: {
    given: list(
      'Aarav Ananya Vihaan Diya Arjun Priya Rohan Kavya Aditya Meera Sanjay Lakshmi Vikram Sunita Rahul Neha',
    ),
    family: list(
      'Sharma Verma Gupta Iyer Reddy Nair Mehta Singh Banerjee Chatterjee Joshi Desai Rao Kulkarni Bhat Menon',
    ),
  },
  chinese: {
    given: list('Wei Fang Min Jing Lei Yan Jun Xiuying Qiang Ying Hao Yu Mei Chen Hui Xin'),
    family: list('Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin'),
    familyFirst: true,
    ownScript: {
      given: list('伟 芳 敏 静 磊 艳 军 秀英 强 颖 浩然 雨桐 美玲 欣怡'),
      family: list('王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 欧阳 司马'),
    },
  },
  japanese: {
    given: list('Yui Haruto Sakura Ren Hina Sota Aoi Yuto Akari Kaito Miyu Daiki Rin Takumi Emi Kenji'),
    family: list(
      'Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Matsumoto Inoue Kimura',
    ),
    ownScript: {
      given: list('結衣 陽翔 さくら 蓮 陽菜 颯太 葵 悠斗'),
      family: list('佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村'),
    },
  },
  korean: {
    given: list('Min-jun Seo-yeon Ji-ho Ha-eun Do-yun Ji-woo Joon-ho Soo-jin Hyun-woo Yeon-seo'),
    family: list('Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim'),
    familyFirst: true,
    ownScript: {
      given: list('민준 서연 지호 하은 도윤 지우 준호 수진'),
      family: list('김 이 박 최 정 강 조 윤'),
    },
  },
  mixed: {
    given: list(
      'Amara Kofi Lindiwe Tendai Zawadi Kwame Nkechi Sione Leilani Malia Arjan Besnik Ivana Marko Petra Luka Thandi Aisha',
    ),
    family: list(
      'Okafor Mensah Dlamini Moyo Nkosi Abebe Kamau Fofana Hoxha Krasniqi Kovačević Horvat Novak Petrović Tupou Kealoha Santos Nguyễn',
    ),
  },
} as const satisfies Record<string, NameStock>

type StockName = keyof typeof stocks

const countries: Record<StockName, string> = {
  portuguese: 'PRT BRA AGO MOZ CPV STP GNB TLS',
  english: 'GBR USA AUS NZL CAN CN ZAF JEY GGY IMN GIB MLT JAM BHS',
  irish: 'IRL',
  spanish: 'ESP ARG MEX COL CHL PER VEN URY ECU BOL CUB DOM CRI AND PRY GTM PAN PRI NIC SLV HND',
  french: 'FRA BEL LUX MCO CHE',
  german: 'DEU AUT LIE',
  dutch: 'NLD SUR ABW',
  italian: 'ITA SMR',
  nordic: 'SWE NOR DNK ISL FRO',
  finnish: 'FIN',
  polish: 'POL',
  czech: 'CZE SVK',
  hungarian: 'HUN',
  romanian: 'ROU MDA',
  baltic: 'LTU LVA EST',
  russian: 'RUS UKR BLR KAZ BGR',
  greek: 'GRC CYP',
  turkish: 'TUR AZE',
  arabic: 'MAR DZA TUN EGY SAU ARE QAT KWT LBN JOR IRQ SYR OMN BHR LBY MRT',
  hebrew: 'ISR',
  indian: 'IND LKA BGD NPL PAK',
  chinese: 'CHN HKG TWN MAC SGP',
  japanese: 'JPN',
  korean: 'KOR',
  mixed: '',
}

const stockOf: ReadonlyMap<string, StockName> = new Map(
  stockNames().flatMap((name) =>
    countries[name].split(' ').map((country): [string, StockName] => [country, name]),
  ),
)

function stockNames(): readonly StockName[] {
  const isStock = (name: string): name is StockName => Object.hasOwn(stocks, name)
  return Object.keys(stocks).filter(isStock)
}
