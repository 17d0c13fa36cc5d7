import type { Opening } from "./openings.ts";

/** What opens about becoming a distributor. */
export const recruitment_openings: Opening[] = [
  {
    name: "an application with its answers",
    path: () => "distributors/applications",
    open: async (desk) => {
      await desk.page.locator("tr.opens").filter({ hasText: "有回答" }).first().click();
      await desk.page.locator(".ant-drawer").getByText("同意过的协议").waitFor();
    },
  },
  {
    name: "reject a batch of applications",
    path: () => "distributors/applications",
    open: async (desk) => {
      await desk.page.getByRole("checkbox", { name: "选择本页全部" }).click();
      await desk.button("批量拒绝").click();
      await desk.modal.waitFor();
    },
  },
  {
    name: "change the questions",
    path: () => "distributors/recruitment",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: "修改问题" }).click();
      await desk.modal.waitFor();
    },
  },
  {
    name: "change who may apply, with a purchase",
    path: () => "distributors/recruitment",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: "修改条件" }).click();
      await desk.modal.getByText("买过指定商品").click();
      await desk.modal.getByText("法律提示").waitFor();
    },
  },
];
