import { cleanName, cleanPhone } from "@/contracts/people.ts";
import { provinceIn, readRegion, type Region } from "./regions_read";

/** What could be read of a pasted text; empty where it could not. */
export interface Pasted extends Region {
  name: string;
  phone: string;
  detail: string;
}

/** What forms write before what they ask for. */
const labels =
  /(?:收货人|收件人|联系人|收货|收件|姓名|名字|联系电话|联系方式|手机号码|手机号|手机|电话号码|电话|所在地区|所在地|省市区|地区|详细地址|收货地址|收件地址|街道地址|地址|邮政编码|邮编)\s*[:：】\]]/g;
const separators = /[\s,，;；、|｜/【】[\]（）()<>《》"“”]+/;

/** Mobile phones, landlines, service numbers, phones abroad; an extension is none of the phone. */
const phones = [
  /(?:^|\D)((?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4})(?:[-转](\d{1,6}))?(?!\d)/,
  /(?:^|\D)(0\d{2,3}[-\s]?\d{7,8})(?:[-转](\d{1,6}))?(?!\d)/,
  /(?:^|\D)((?:400|800)[-\s]?\d{3}[-\s]?\d{4})(?!\d)/,
  /(\+[1-9][\d\s-]{6,16}\d)/,
];

/** The 200 most common family names: any other two letters may as well be a place. */
const family_names =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧阳尚司诸葛易乔赖文施洪季俞柳涂童康骆鲁葛章裴樊柯倪聂焦翟游梅岳辛鲍耿兰管祝左包宁蒲冉谷路柴牛霍卜纪阮常关";
const person = new RegExp(`^[${family_names}][\\p{Script=Han}·]{1,3}(?:先生|女士|小姐)?$`, "u");
/** With what places end, and no names that people have. */
const place = /[路街道巷弄号室楼栋幢层座村镇乡区县市省园苑府城庄院里店厦期组门口侧边旁]$/;

/**
 * A pasted address taken apart: name, phone, region and detail in any order, with or without what stands between
 * them. Says nothing it is not sure of.
 */
export function takeApart(text: string): Pasted {
  const plain = text.normalize("NFKC").replace(labels, " ");
  const { phone, rest } = takePhone(plain);
  const words = apart(rest.split(separators).map(cleanName).filter(isSaying));
  const at = words.findIndex((word) => readRegion(word) !== null);
  const before = at < 0 ? [] : words.slice(0, at);
  const found = at < 0 ? null : readRegion(words.slice(at).join(" "));
  const after = (found ? found.rest : words.join(" ")).split(" ").filter(Boolean);
  const name = takeBefore(before) || (after.length > 1 ? takePerson(after) : "");
  const { province = "", city = "", district = "" } = found ?? {};
  const detail = [...after, ...before].join(" ").slice(0, 120);
  return { name, phone, province, city, district, detail };
}

function takePhone(text: string): { phone: string; rest: string } {
  for (const form of phones) {
    const [written, number = "", extension] = form.exec(text) ?? [];
    const phone = cleanPhone(number);
    if (!written || !phone) continue;
    const gone = written.slice(written.indexOf(number));
    return { phone, rest: text.replace(gone, extension ? ` 转${extension} ` : " ") };
  }
  return { phone: "", rest: text };
}

/** Neither nothing, nor a postal code, nor a form's own word. */
const isSaying = (word: string) => word !== "" && !/^(?:\d{6}|默认)$/.test(word);

/** A name that stands right before a province is a word of its own. */
function apart(words: string[]): string[] {
  return words.flatMap((word) => {
    const at = provinceIn(word);
    return at > 0 && person.test(word.slice(0, at)) ? [word.slice(0, at), word.slice(at)] : [word];
  });
}

/** The whole of what stands before a region is a name if it is no more than that. */
function takeBefore(words: string[]): string {
  const name = takePerson(words) || words.join(" ");
  if (name.length > 20 || /\d/.test(name)) return "";
  if (words.join(" ") === name) words.length = 0;
  return name;
}

/** A name among words is taken out of them, the last one first. */
function takePerson(words: string[]): string {
  const name = words.filter((word) => person.test(word) && !place.test(word)).pop();
  if (name === undefined) return "";
  words.splice(words.lastIndexOf(name), 1);
  return name;
}
