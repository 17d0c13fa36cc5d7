import { useEffect, useRef, useState } from "react";
import type { StaffCategory } from "@/contracts/staff/categories.ts";
import { Soon } from "../lib/soon.ts";
import { useMay } from "../lib/staff.tsx";
import { Sortable } from "../ui/Sortable.tsx";
import type { Opened } from "./CategoriesPage.tsx";
import { CategoryRow } from "./CategoryRow.tsx";
import { useOrderCategories } from "./queries.ts";
import { treeOf } from "./tree.ts";

interface Props {
  items: readonly StaffCategory[];
  onOpen(opened: Opened): void;
}

/** Every category of the first level, each with those below it. */
export function CategoryTree({ items, onOpen }: Props) {
  const tree = treeOf(items);
  return (
    <div className="panel categories">
      <Shelf parent_id={null} items={tree.map(({ category }) => category)}>
        {(category, handle) => (
          <>
            <CategoryRow category={category} handle={handle} onOpen={onOpen} />
            <Shelf
              parent_id={category.id}
              items={tree.find((branch) => branch.category.id === category.id)?.below ?? []}
            >
              {(below, its_handle) => (
                <CategoryRow category={below} handle={its_handle} onOpen={onOpen} />
              )}
            </Shelf>
          </>
        )}
      </Shelf>
    </div>
  );
}

interface ShelfProps {
  parent_id: string | null;
  items: StaffCategory[];
  children(category: StaffCategory, handle: React.ReactNode): React.ReactNode;
}

/** Somebody who moves a thing by keys moves it several times. */
const pause_ms = 600;

/** The categories of one parent, to be put into another order: shown at once, saved when the moving has ended. */
function Shelf({ parent_id, items, children }: ShelfProps) {
  const [wanted, setWanted] = useState<StaffCategory[]>();
  const order = useOrderCategories();
  const shown = wanted ?? items;
  const save = useRef(() => {});
  save.current = () =>
    order.run({ parent_id, ids: shown.map(({ id }) => id), reason: "调整分类顺序" });
  const [soon] = useState(() => new Soon(() => save.current(), pause_ms));
  useEffect(() => () => soon.forget(), []);
  useEffect(() => setWanted(undefined), [items.map(sight).join()]); // what was read is the order now

  return (
    <Sortable
      items={shown}
      keyOf={({ id }) => id}
      nameOf={({ name }) => name}
      isDisabled={!useMay("catalog")}
      onMove={(moved) => {
        setWanted(moved);
        soon.ask();
      }}
    >
      {children}
    </Sortable>
  );
}

/** All of a category that is shown. */
const sight = (category: StaffCategory) => JSON.stringify(category);
