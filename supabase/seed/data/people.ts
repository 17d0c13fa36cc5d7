/** Who shops in the demo. The first twelve promote: four who came by themselves, then two invited by each of them. */
export const nicknames = [
  "青禾",
  "阿茶的小院",
  "晚风与橘",
  "林深见鹿",
  "南山有台",
  "小满未满",
  "木子李🍃",
  "山野清欢",
  "栗子酥",
  "半夏微凉",
  "喜茶不喜糖",
  "云朵面包铺",
  "Momo",
  "一只特别喜欢在周末早晨喝手冲咖啡然后看一整天书的橘猫",
  "江南好",
  "大橙子",
  "顾北",
  "Cici 陈",
  "豆包妈妈",
  "西西弗",
  "老周",
  "🌿青青子衿",
  "慢慢来",
  "苏打绿了",
  "王同学",
  "海盐芝士",
  "阿May",
  "清晨六点半的跑步爱好者兼业余烘焙选手",
  "白露为霜",
  "张小北",
  "鹿鸣",
  "念念不忘",
  "Leo",
  "花间一壶酒",
  "小鱼干",
  "安之若素",
  "知秋",
  "爱吃水果的恐龙",
  "李婶",
  "风起时",
] as const;

/** Names on parcels; given in turn. */
export const receivers = [
  "林青禾",
  "陈可欣",
  "周远航",
  "赵明月",
  "吴梓涵",
  "郑小满",
  "李慕白",
  "孙一诺",
  "钱多多",
  "欧阳静怡",
  "何以宁",
  "许知远",
  "沈听澜",
  "买买提·艾合买提",
] as const;

/** Province, city, district, street. */
export const places: readonly (readonly [string, string, string, string])[] = [
  ["浙江省", "杭州市", "西湖区", "文三路 268 号青藤公寓"],
  ["上海市", "上海市", "徐汇区", "龙腾大道 1988 弄"],
  ["北京市", "北京市", "朝阳区", "望京街道阜通东大街 6 号院"],
  ["广东省", "深圳市", "南山区", "科技园南路 18 号"],
  ["广东省", "广州市", "天河区", "体育东路 120 号"],
  ["江苏省", "南京市", "鼓楼区", "汉口路 22 号"],
  ["江苏省", "苏州市", "姑苏区", "平江路 155 号"],
  ["四川省", "成都市", "武侯区", "科华北路 60 号"],
  ["湖北省", "武汉市", "洪山区", "珞喻路 1037 号"],
  ["湖南省", "长沙市", "岳麓区", "麓山南路 36 号"],
  ["福建省", "厦门市", "思明区", "曾厝垵社 88 号"],
  ["陕西省", "西安市", "雁塔区", "小寨东路 91 号"],
  ["重庆市", "重庆市", "渝中区", "中山四路 81 号"],
  ["山东省", "青岛市", "市南区", "香港中路 40 号"],
  ["云南省", "大理白族自治州", "大理市", "古城人民路中段 200 号"],
  ["新疆维吾尔自治区", "乌鲁木齐市", "天山区", "新华北路 305 号"],
];

export const after_sale_reasons = [
  "收到有破损，附上照片",
  "颜色和想象的不一样",
  "买多了，想退一件",
  "口味不太习惯",
  "规格拍错了",
  "少发了一件",
] as const;

export const remarks = [
  "麻烦尽快发货，谢谢",
  "送人的，请不要放小票",
  "工作日送，周末不在",
  "放驿站就好",
  "请挑甜一点的",
] as const;

/** Why somebody wants to promote. */
export const applications = [
  "小区团长，群里三百多位邻居",
  "做茶文化公众号两年，读者喜欢问在哪买",
  "办公室同事都让我帮忙挑东西",
  "本来就常在这里买，想推荐给朋友",
] as const;

/** What parcels are sent with: WeChat's delivery_id and how its numbers look. */
export const carriers: readonly { id: string; prefix: string; digits: number }[] = [
  { id: "ZTO", prefix: "7850", digits: 10 },
  { id: "YTO", prefix: "YT", digits: 13 },
  { id: "SF", prefix: "SF", digits: 13 },
  { id: "JD", prefix: "JDVA", digits: 11 },
  { id: "STO", prefix: "7730", digits: 11 },
];

export const staff = [
  { email: "owner@qingteng.test", name: "林青", role: "owner" },
  { email: "finance@qingteng.test", name: "何清算", role: "finance" },
  { email: "support@qingteng.test", name: "小藤", role: "support" },
] as const;

/** Of every account of the demo's staff. */
export const staff_password = "qingteng-demo";
