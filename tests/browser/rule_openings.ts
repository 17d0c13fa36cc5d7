import type { Opening } from "./openings.ts";

/** Forms of the rule editor; none of them is saved. */
export const rule_openings: Opening[] = [
  {
    name: "a field of the rates",
    path: () => "commissions/rules",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: /^全店，.*一级/ }).first().click();
      await desk.modal.waitFor();
    },
  },
  {
    name: "goods with rates of their own",
    path: () => "commissions/rules",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: "加商品" }).click();
      await desk.modal.waitFor();
    },
  },
  {
    name: "an extra, refused at its name",
    path: () => "commissions/rules?tab=extras",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: "加一个" }).click();
      await desk.button("放进草稿", desk.modal).click();
      await desk.modal.locator(".ant-form-item-explain-error").first().waitFor();
    },
  },
];
