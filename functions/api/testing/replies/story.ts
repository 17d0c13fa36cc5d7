import type { House } from "../house.ts";

/** What the chapters of one story share: people by their tokens, and the things that came of the chapters before. */
export interface Story extends House {
  house: House;
  owner: string;
  a: string;
  b: string;
  c: string;
  skus: string[];
  product: string;
  order: string;
}

export const reason = "例行处理";

export const contact = {
  name: "王小明",
  phone: "13812345678",
  province: "浙江省",
  city: "杭州市",
  district: "西湖区",
  detail: "文三路 1 号",
};
