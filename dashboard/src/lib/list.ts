import { keepPreviousData, type QueryKey, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useLiveReread } from "./live.ts";
import { type Problem, problemOf } from "./problem.ts";

export interface PageOf<T> {
  items: T[];
  next: string | null;
}

/** A list with pages, as ListTable shows it. */
export interface List<T> {
  items: T[];
  isLoading: boolean;
  problem: Problem | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  more(): void;
  retry(): void;
}

/** Pages of things, read again when live messages of these kinds come. */
export function useList<T>(
  key: QueryKey,
  read: (after: string | undefined) => Promise<PageOf<T>>,
  kinds: readonly string[] = [],
  enabled = true,
): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  useLiveReread(kinds, () => {
    if (enabled) void query.refetch();
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    isLoading: query.isLoading || query.isPlaceholderData,
    problem: query.isError && !query.data ? problemOf(query.error) : null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** One thing, read again when live messages of these kinds come. */
export function useOne<T>(
  key: QueryKey,
  read: () => Promise<T>,
  kinds: readonly string[] = [],
  enabled = true,
) {
  const query = useQuery({
    queryKey: key,
    queryFn: read,
    enabled,
    placeholderData: keepPreviousData,
  });
  useLiveReread(kinds, () => {
    if (enabled) void query.refetch();
  });
  return query;
}
