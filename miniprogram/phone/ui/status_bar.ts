/** The time in the phone's own bar. */
export function runStatusBar(): void {
  const show = () => {
    const time = new Date().toLocaleTimeString("zh-CN", { hour: "numeric", minute: "2-digit" });
    document.querySelector(".statusbar .time")!.textContent = time;
  };
  show();
  setInterval(show, 10_000);
}
