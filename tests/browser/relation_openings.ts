import type { Opening } from "./openings.ts";

/** What opens about who belongs to whom, and about the shop's own codes. */
export const relation_openings: Opening[] = [
  {
    name: "move a customer",
    path: () => "distributors/relations",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: /^调整 .* 的归属$/ }).first().click();
      await desk.modal.waitFor();
    },
  },
  {
    name: "set a customer free",
    path: () => "distributors/relations",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: /^解除 .* 的归属$/ }).first().click();
      await desk.modal.waitFor();
    },
  },
  {
    name: "take a link back",
    path: () => "distributors/relations",
    open: async (desk) => {
      await desk.page.locator(".ant-table-row-expand-icon").first().click();
      await desk.button("撤销这个链接").first().click();
      await desk.modal.waitFor();
    },
  },
  {
    name: "the personal link of an old customer",
    path: () => "distributors/imports",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: /的专属链接$/ }).first().click();
      await desk.page.getByAltText("专属海报").waitFor();
    },
  },
  {
    name: "withdraw an old customer",
    path: () => "distributors/imports",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: /^撤回 / }).first().click();
      await desk.modal.waitFor();
    },
  },
  {
    name: "a channel code, refused at its name",
    path: () => "distributors/codes",
    open: async (desk) => {
      await desk.button("新建渠道码").click();
      await desk.modal.getByRole("radio", { name: "商品" }).check();
      await desk.modal.getByLabel("原因").fill("开业");
      await desk.button("保存", desk.modal).click();
      await desk.modal.locator(".ant-form-item-explain-error").first().waitFor();
    },
  },
  {
    name: "picture of a channel code",
    path: () => "distributors/codes",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: /的小程序码$/ }).first().click();
      await desk.modal.getByRole("img", { name: /小程序码/ }).waitFor();
    },
  },
  {
    name: "stop a channel code",
    path: () => "distributors/codes",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: /^停用 / }).first().click();
      await desk.modal.waitFor();
    },
  },
];
