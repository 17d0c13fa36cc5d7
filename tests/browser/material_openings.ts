import type { Opening } from "./openings.ts";

/** What opens on the page of materials. */
export const material_openings: Opening[] = [
  {
    name: "what distributors did with a material",
    path: () => "distributors/materials",
    open: async (desk) => {
      const used = desk.page.locator("tr.ant-table-row").filter({ hasText: "山茶花护手霜" })
        .first();
      await used.locator(".ant-table-row-expand-icon").click();
      await desk.page.locator(".material-users tbody tr a").first().waitFor();
    },
  },
  {
    name: "form of a material",
    path: () => "distributors/materials",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: /^修改 / }).first().click();
      await desk.modal.waitFor();
    },
  },
];
