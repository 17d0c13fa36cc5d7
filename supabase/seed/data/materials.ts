/** What the demo shop gives its distributors to hand on; `shelf` and `n` name a product, `pictures` are its own. */
export interface DemoMaterial {
  title: string;
  text: string;
  shelf?: number;
  n?: number;
  campaign?: string;
  /** Which pictures: of the product, or of products of shelves, as [shelf, n, which]. */
  pictures: readonly (readonly [number, number, number])[];
  /** Days before the end at which it comes out; from the beginning when left out. */
  days_ago?: number;
}

export const materials: DemoMaterial[] = [
  {
    title: "一句话介绍青藤优选",
    text: "最近常在「青藤优选」买东西：茶、水果、家里用的，东西不多，每样都有人先试过。\n" +
      "不合适可以退，坏果拍照就赔。点下面的链接进去逛逛，慢慢挑。",
    pictures: [[0, 0, 1], [1, 0, 1], [2, 0, 1], [3, 0, 1]],
  },
  {
    title: "明前龙井：讲清产地和泡法",
    text: "今年的明前龙井到了。\n" +
      "产地：西湖核心产区；采摘：清明前，一芽一叶；做法：手工辉锅。\n" +
      "泡法：玻璃杯，先倒七分 80℃ 的水，再投茶，等两分钟。豆香先出来，第二泡带一点兰花气。\n" +
      "想先尝尝的选 50g 精选，送人选 250g 礼盒。",
    shelf: 0,
    n: 0,
    campaign: "秋日上新",
    pictures: [[0, 0, 0], [0, 0, 1], [0, 0, 2]],
  },
  {
    title: "老寿眉：天凉了，煮一壶",
    text: "2021 年的福鼎老寿眉，放了五年，枣香很明显。\n" +
      "一块茶饼掰 5 克，冷水下锅，煮开再焖三分钟，满屋子都是甜味。办公室没有炉子，用保温杯焖也行。",
    shelf: 0,
    n: 2,
    campaign: "秋日上新",
    pictures: [[0, 2, 1], [0, 2, 2]],
  },
  {
    title: "冰糖心苹果：坏果怎么赔，先说清楚",
    text: "阿克苏冰糖心苹果，果园直发，切开有糖心。\n" +
      "水果路上难免磕碰：收到 24 小时内拍照给客服，坏几个赔几个，不用寄回。\n" +
      "一箱大约 18 到 20 个，家里三口人一周刚好吃完。",
    shelf: 1,
    n: 0,
    pictures: [[1, 0, 0], [1, 0, 1], [1, 0, 2]],
  },
  {
    title: "山茶花护手霜：办公室用的那一支",
    text: "涂完马上能敲键盘的护手霜，不黏。淡淡的山茶花味，同事坐旁边也不冲。\n" +
      "手背干的先薄涂一层，睡前再厚涂一层，第二天摸得出来。",
    shelf: 2,
    n: 0,
    pictures: [[2, 0, 0], [2, 0, 1]],
  },
  {
    title: "送长辈：一份茶，一张手写卡",
    text: "给家里长辈挑的：祁门红茶，蜜糖香，清饮不苦，加奶也好喝。\n" +
      "下单时备注“送礼”，店里会附一张手写卡，不放价签。长辈收到会打电话来问是什么茶。",
    shelf: 0,
    n: 6,
    campaign: "重阳送礼",
    pictures: [[0, 6, 0], [0, 6, 1], [0, 6, 2]],
    days_ago: 2,
  },
  {
    title: "新到：羊毛盖毯，沙发上的第二个主角",
    text: "三股线的羊毛盖毯，手工流苏，1.3×1.7 米，午睡够一个人盖。\n" +
      "掉毛吗？头一周会有一点浮毛，抖一抖就好；手洗、平铺晾干，不要进烘干机。\n" +
      "问得最多的是颜色：图上是自然光拍的，灯下会暖一点。",
    shelf: 3,
    n: 5,
    pictures: [[3, 5, 0], [3, 5, 1], [3, 5, 2]],
    days_ago: 1,
  },
];

export interface DemoArticle {
  title: string;
  summary: string;
  /** Its cover: a picture of a product. */
  cover: readonly [number, number, number];
  days_ago?: number;
  /** Words that begin with # are a heading, with - an item of a list. */
  lines: readonly string[];
}

export const articles: DemoArticle[] = [
  {
    title: "新手第一周：先用过，再分享",
    summary: "从自己买过、用过的一两样开始，比转发十条都有用",
    cover: [0, 0, 1],
    lines: [
      "分享是把自己觉得好的东西讲给朋友听。讲得出细节，朋友才会信；讲不出来的，先别急着发。",
      "# 第一天：挑两样自己用过的",
      "打开“去分享”，从你真的用过的商品里挑两样。没有用过的，可以先买一份小规格试试，或者看看商品详情里的问答。",
      "# 第三天：写三句话",
      "- 它是什么：产地、材质、规格，照着商品页写，不要自己编。",
      "- 你怎么用：泡几度的水，放在家里哪儿，用了多久。",
      "- 有什么要注意：水果会磕碰，羊毛头一周有浮毛，先说在前面。",
      "写不出来时，到“推广素材”里复制一份，改成你自己的口气。复制的文案会带上你的专属链接。",
      "# 一周以后：看看谁回来了",
      "“我的客户”里能看到朋友有没有下单。买过的朋友，过几天问一句“还喜欢吗”，比再推一样东西更有用。不合适就帮他走售后，退了款，这一单的佣金也会退回，这是应该的。",
    ],
  },
  {
    title: "哪些话不能说：宣传用语对照表",
    summary: "最高级、疗效、收益承诺都不能写；这里有可以替换的说法",
    cover: [2, 0, 1],
    days_ago: 3,
    lines: [
      "宣传写错一句话，店铺和你都可能被罚，账号也可能被限制。下面是最常见的几类，发之前对照一遍。",
      "# 不用最高级",
      "“最好”“第一”“全网最低”都不能用。可以写成：我试过几款，这一款更合我的口味。",
      "# 不说疗效",
      "茶和食品不能说治病、降三高、减肥；护肤品不能说祛斑、消炎。可以写感受：喝着暖和、涂着不黏。",
      "# 不承诺收益",
      "不要用赚多少钱去吸引别人加入。佣金只来自朋友真实的购买，朋友退款，佣金也会退回。邀请别人成为推广员本身没有奖励。",
      "# 不强迫、不打扰",
      "- 不在别人的群里刷屏，先问群主。",
      "- 不要求朋友转发才给优惠。",
      "- 朋友说不需要，就到此为止。",
      "拿不准的话，先问店里的客服，再发。",
    ],
  },
];
