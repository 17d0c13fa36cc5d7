import { TableOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover, type TableColumnsType } from "antd";
import { type ReactNode, useState } from "react";
import { hiddenColumns, keepHidden, titlesToHide, withoutHidden } from "../lib/chosen_columns.ts";

/** The columns of a list that are shown, and the button that chooses them. */
export function useColumnChoice<T>(
  list: string,
  columns: TableColumnsType<T>,
): { columns: TableColumnsType<T>; button: ReactNode } {
  const [hidden, setHidden] = useState(() => hiddenColumns(list));
  const titles = titlesToHide(columns);

  function show(shown: string[]) {
    const next = titles.filter((title) => !shown.includes(title));
    keepHidden(list, next);
    setHidden(next);
  }

  return {
    columns: withoutHidden(columns, hidden),
    button: (
      <Popover
        trigger="click"
        placement="bottomRight"
        content={
          <Checkbox.Group
            className="column-choice"
            options={titles}
            value={titles.filter((title) => !hidden.includes(title))}
            onChange={show}
          />
        }
      >
        <Button icon={<TableOutlined aria-hidden />}>显示的列</Button>
      </Popover>
    ),
  };
}
