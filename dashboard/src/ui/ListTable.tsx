import { Button, Table, type TableColumnsType, type TableProps, type TableRef } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import type { List } from "../lib/list.ts";
import type { Selection } from "../lib/selection.ts";
import { type Sorting, sortOf, sortOrder } from "../lib/sorting.ts";
import { Failure } from "./Failure.tsx";
import { Nothing } from "./Nothing.tsx";
import "./lists.css";

interface Props<T> {
  list: List<T>;
  columns: TableColumnsType<T>;
  empty: { title: string; hint?: string };
  /** Headings whose column has a sorter sort the list. */
  sorting?: Sorting;
  /** Rows are chosen, for a decision about all of them. */
  selection?: Selection<T> | undefined;
  /** A row opens; the open one is marked. */
  onOpen?: (row: T) => void;
  openId?: string | undefined;
  /** A row unfolds. */
  unfold?: ((row: T) => ReactNode) | undefined;
  canUnfold?: (row: T) => boolean;
}

/** The one table: rows by cursor, with states for loading, nothing and failure. */
export function ListTable<T extends { id: string }>(
  { list, columns, empty, sorting, selection, onOpen, openId, unfold, canUnfold }: Props<T>,
) {
  const table = useRef<TableRef>(null);
  useEffect(() => silenceMeasuring(table.current?.nativeElement));
  if (list.problem) return <Failure problem={list.problem} onRetry={list.retry} />;
  return (
    <>
      <div aria-busy={list.isLoading}>
        <Table<T>
          ref={table}
          rowKey="id"
          size="middle"
          columns={sorted(columns, sorting?.by)}
          dataSource={list.items}
          loading={{ spinning: list.isLoading, delay: 200 }}
          pagination={false}
          tableLayout="auto"
          sortDirections={["descend", "ascend"]} // the greatest or latest first
          scroll={{ x: true }} // columns become narrower before anything is cut
          locale={{ emptyText: list.isLoading ? " " : <Nothing {...empty} /> }}
          rowClassName={(row) =>
            [onOpen && "opens", row.id === openId && "open"].filter(Boolean).join(" ")}
          {...(sorting ? { onChange: sortingBy<T>(sorting) } : {})}
          {...(selection ? { rowSelection: choosing(selection) } : {})}
          {...(onOpen ? { onRow: (row) => opening(() => onOpen(row)) } : {})}
          {...(unfold
            ? {
              expandable: {
                expandedRowRender: unfold,
                rowExpandable: (row) => canUnfold?.(row) ?? true,
              },
            }
            : {})}
        />
      </div>
      {list.items.length > 0 && (list.hasMore || list.total) && (
        <div className="list-end">
          <span className="aux figures">{list.total}</span>
          {list.hasMore && (
            <Button onClick={list.more} loading={list.isLoadingMore}>加载更多</Button>
          )}
        </div>
      )}
    </>
  );
}

/** antd measures its columns by a hidden copy of the headings: its box for all rows must not take the focus. */
function silenceMeasuring(table: HTMLElement | undefined): void {
  const boxes = table?.querySelectorAll<HTMLInputElement>(".ant-table-measure-row input") ?? [];
  for (const box of boxes) box.disabled = true;
}

/** A row that opens does so by mouse and by keyboard. */
function opening(open: () => void) {
  return {
    onClick: open,
    tabIndex: 0,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === "Enter" && event.target === event.currentTarget) open();
    },
  };
}

/** The columns, those with a sorter showing whether the list is sorted by them; in a list that nobody sorts none has one. */
function sorted<T>(columns: TableColumnsType<T>, by: string | undefined): TableColumnsType<T> {
  return columns.map((column) => {
    if (!("sorter" in column)) return column;
    const { sorter, ...plain } = column;
    return by === undefined
      ? plain
      : { ...plain, sorter, sortOrder: sortOrder(String(column.key), by) };
  });
}

function sortingBy<T>({ set }: Sorting): NonNullable<TableProps<T>["onChange"]> {
  return (_pages, _filters, sorter) => {
    const one = Array.isArray(sorter) ? sorter[0] : sorter;
    set(sortOf(String(one?.columnKey), one?.order ?? null));
  };
}

/** A box before each row, and one for all of them; those about which nothing is to be decided have a closed one. */
function choosing<T extends { id: string }>(
  { rows, choose, can, nameOf }: Selection<T>,
): NonNullable<TableProps<T>["rowSelection"]> {
  return {
    selectedRowKeys: rows.map(({ id }) => id),
    onChange: (keys) => choose(keys.map(String)),
    getCheckboxProps: (row) => ({ disabled: !can(row), "aria-label": `选择 ${nameOf(row)}` }),
    getTitleCheckboxProps: () => ({ "aria-label": "选择本页全部" }),
    columnWidth: 44,
  };
}
