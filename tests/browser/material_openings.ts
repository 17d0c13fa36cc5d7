import type { Opening } from "./openings.ts";

/** What opens on the page of materials. */
export const material_openings: Opening[] = [
  {
    name: "form of a material",
    path: () => "distributors/materials",
    open: async (desk) => {
      await desk.page.getByRole("button", { name: /^修改 / }).first().click();
      await desk.modal.waitFor();
    },
  },
];
