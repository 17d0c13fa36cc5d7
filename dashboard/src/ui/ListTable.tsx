import { Button, Table, type TableColumnsType } from "antd";
import type { ReactNode } from "react";
import type { List } from "../lib/list.ts";
import { Failure } from "./Failure.tsx";
import { Nothing } from "./Nothing.tsx";
import "./lists.css";

interface Props<T> {
  list: List<T>;
  columns: TableColumnsType<T>;
  empty: { title: string; hint?: string };
  /** A row opens; the open one is marked. */
  onOpen?: (row: T) => void;
  openId?: string | undefined;
  /** A row unfolds. */
  unfold?: ((row: T) => ReactNode) | undefined;
  canUnfold?: (row: T) => boolean;
}

/** The one table: rows by cursor, with states for loading, nothing and failure. */
export function ListTable<T extends { id: string }>(
  { list, columns, empty, onOpen, openId, unfold, canUnfold }: Props<T>,
) {
  if (list.problem) return <Failure problem={list.problem} onRetry={list.retry} />;
  return (
    <>
      <Table<T>
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={list.items}
        loading={{ spinning: list.isLoading, delay: 200 }}
        pagination={false}
        tableLayout="auto"
        scroll={{ x: true }} // columns become narrower before anything is cut
        locale={{ emptyText: list.isLoading ? " " : <Nothing {...empty} /> }}
        rowClassName={(row) =>
          [onOpen && "opens", row.id === openId && "open"].filter(Boolean).join(" ")}
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
      {list.hasMore && (
        <div className="more">
          <Button onClick={list.more} loading={list.isLoadingMore}>加载更多</Button>
        </div>
      )}
    </>
  );
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
