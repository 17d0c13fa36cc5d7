import type { StaffCategory } from "@/contracts/staff/categories.ts";

/** A category of the first level with those below it, each in the shop's order. */
export interface Branch {
  category: StaffCategory;
  below: StaffCategory[];
}

export function treeOf(items: readonly StaffCategory[]): Branch[] {
  return items.filter(({ parent_id }) => parent_id === null).map((category) => ({
    category,
    below: items.filter(({ parent_id }) => parent_id === category.id),
  }));
}

/** As options of a choice, those of the second level behind their parents: 茶叶 / 绿茶. */
export function optionsOf(items: readonly StaffCategory[]): { value: string; label: string }[] {
  return treeOf(items).flatMap(({ category, below }) => [
    { value: category.id, label: category.name },
    ...below.map(({ id, name }) => ({ value: id, label: `${category.name} / ${name}` })),
  ]);
}
