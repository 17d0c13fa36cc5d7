/** A whole page on its way. */
export function Loading() {
  return (
    <div className="loading">
      <span role="status" aria-label="正在加载" className="loading-ring" />
    </div>
  );
}
