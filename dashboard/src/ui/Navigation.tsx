import { NavLink } from "react-router";
import { type Badge, type Page, pages } from "../pages.tsx";
import { useStaff } from "../lib/staff.tsx";

/** The pages of the menu that the signed-in staff member may see. */
export function Navigation() {
  const { permissions } = useStaff();
  return (
    <nav aria-label="主导航">
      <ul className="nav">
        {pages.filter(({ permission }) => permissions.includes(permission)).map((page) =>
          page.menu && <Entry key={page.path} page={page} menu={page.menu} />
        )}
      </ul>
    </nav>
  );
}

interface EntryProps {
  page: Page;
  menu: NonNullable<Page["menu"]>;
}

function Entry({ page: { path, title }, menu: { Icon, badge } }: EntryProps) {
  return (
    <li className="nav-entry">
      <NavLink to={path} end={path === "/"} className="nav-link" title={title}>
        <Icon aria-hidden />
        <span className="nav-word">{title}</span>
      </NavLink>
      {badge && <Count badge={badge} />}
    </li>
  );
}

function Count({ badge }: { badge: Badge }) {
  const count = badge.useCount();
  if (count === 0) return null;
  return (
    <span className="nav-count figures" title={badge.words(count)}>
      {count > 99 ? "99+" : count}
    </span>
  );
}
