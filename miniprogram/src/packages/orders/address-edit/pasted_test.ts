import assert from "node:assert/strict";
import { takeApart } from "./pasted.ts";
import { readRegion } from "./regions_read.ts";

const lin = {
  name: "林晓雨",
  phone: "13800001234",
  province: "浙江省",
  city: "杭州市",
  district: "西湖区",
  detail: "龙井路1号2幢301室",
};

Deno.test("a pasted address is taken apart in any order, with labels, without spaces, over lines", () => {
  const written = [
    "林晓雨 13800001234 浙江省杭州市西湖区龙井路1号2幢301室",
    "13800001234 林晓雨 浙江省 杭州市 西湖区 龙井路1号2幢301室",
    "浙江省杭州市西湖区龙井路1号2幢301室 林晓雨 138-0000-1234",
    "浙江省杭州市西湖区龙井路1号2幢301室，13800001234，林晓雨",
    "林晓雨13800001234浙江省杭州市西湖区龙井路1号2幢301室",
    "林晓雨浙江省杭州市西湖区龙井路1号2幢301室13800001234",
    "收货人: 林晓雨\n手机号码: +86 13800001234\n所在地区: 浙江省杭州市西湖区\n详细地址: 龙井路1号2幢301室",
    "【收件人】林晓雨【电话】１３８００００１２３４【地址】浙江杭州西湖区龙井路1号2幢301室",
    "姓名：林晓雨；电话：138 0000 1234；地址：杭州市西湖区龙井路1号2幢301室；邮编：310013",
    "浙江 西湖区 龙井路1号2幢301室 林晓雨 13800001234",
  ];
  for (const text of written) assert.deepEqual(takeApart(text), lin, text);
});

Deno.test("regions are read in short, twice, of municipalities, of counties below no city, and where a name stands once", () => {
  const regions: [text: string, ...names: string[]][] = [
    ["北京市朝阳区建国路88号", "北京市", "北京市", "朝阳区", "建国路88号"],
    ["北京朝阳区建国路88号", "北京市", "北京市", "朝阳区", "建国路88号"],
    ["上海上海市浦东新区世纪大道1号", "上海市", "上海市", "浦东新区", "世纪大道1号"],
    ["内蒙古呼和浩特市新城区街1号", "内蒙古自治区", "呼和浩特市", "新城区", "街1号"],
    ["广西南宁青秀区民族大道1号", "广西壮族自治区", "南宁市", "青秀区", "民族大道1号"],
    ["湖北省仙桃市沔阳大道1号", "湖北省", "省直辖县", "仙桃市", "沔阳大道1号"],
    ["义乌市稠州路1号", "浙江省", "金华市", "义乌市", "稠州路1号"],
    ["深圳市科技园", "广东省", "深圳市", "", "科技园"],
    ["广东省东莞市长安镇一路", "广东省", "东莞市", "长安镇", "一路"],
    ["湖南省某地", "湖南省", "", "", "某地"],
  ];
  for (const [text, province, city, district, rest] of regions) {
    assert.deepEqual(readRegion(text), { province, city, district, rest }, text);
  }
  for (const text of ["西湖区龙井路", "西湖大道1号", "朝阳路", ""]) {
    assert.equal(readRegion(text), null, text);
  }
});

Deno.test("what cannot be read is left empty, and nothing of the text is lost", () => {
  const bare = { name: "", phone: "", province: "", city: "", district: "", detail: "" };
  assert.deepEqual(takeApart(""), bare);
  assert.deepEqual(takeApart("随便写写"), { ...bare, detail: "随便写写" });
  assert.deepEqual(takeApart("浙江省杭州市西湖区龙井路1号 东门 13800001234"), {
    ...lin,
    name: "",
    detail: "龙井路1号 东门",
  });
  assert.deepEqual(takeApart("John Smith, +852 9123 4567, 香港特别行政区香港岛中西区皇后大道1号"), {
    ...{ name: "John Smith", phone: "+85291234567", province: "香港特别行政区", city: "香港岛" },
    ...{ district: "中西区", detail: "皇后大道1号" },
  });
  assert.equal(takeApart("林晓雨 13800001234-5678 浙江省杭州市").detail, "转5678");
  assert.equal(takeApart("12345 浙江省杭州市西湖区龙井路1号").phone, "");
  assert.equal(takeApart("王芳 0571-87654321 浙江省杭州市西湖区").phone, "057187654321");
  assert.equal(takeApart(`浙江省杭州市西湖区${"长".repeat(300)}`).detail.length, 120);
});
