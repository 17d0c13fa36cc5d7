/** A mouse drags what a finger would push sideways: rows that scroll horizontally. */
export function dragSideways(screen: HTMLElement): void {
  let row: HTMLElement | null = null;
  let x = 0;
  screen.addEventListener("mousedown", (event) => {
    row = (event.target as Element).closest<HTMLElement>("scroll-view[scroll-x]");
    x = event.clientX;
  });
  addEventListener("mousemove", (event) => {
    if (!row || event.buttons !== 1) return;
    row.scrollLeft -= event.clientX - x;
    x = event.clientX;
  });
  addEventListener("mouseup", () => row = null);
}
