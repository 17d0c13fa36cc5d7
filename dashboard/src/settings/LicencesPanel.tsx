import { Button } from "antd";
import { useState } from "react";
import type { Licence } from "@/contracts/about.ts";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import { pictureAddress } from "../lib/pictures.ts";
import { useMay } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { EditLicences } from "./EditLicences.tsx";
import { useTheme } from "./queries.ts";
import { SettingPanel } from "./SettingPanel.tsx";

/** What the shop may show that it is allowed to sell. */
export function LicencesPanel() {
  return <Loaded query={useTheme()}>{({ licences }) => <Licences licences={licences} />}</Loaded>;
}

function Licences({ licences }: { licences: readonly Licence[] }) {
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("rules");
  return (
    <SettingPanel
      group={setting_groups.licences}
      values={{
        licences: licences.length === 0 ? "还没有公示证照" : (
          <ul className="licences">
            {licences.map((one, n) => <Shown key={n} licence={one} />)}
          </ul>
        ),
      }}
      action={mayEdit && (
        <Button aria-label="修改资质证照" onClick={() => setOpen(true)}>修改</Button>
      )}
    >
      {isOpen && <EditLicences licences={licences} onClose={() => setOpen(false)} />}
    </SettingPanel>
  );
}

function Shown({ licence: { name, holder, number, picture_url } }: { licence: Licence }) {
  return (
    <li className="licence">
      {picture_url && (
        <a href={pictureAddress(picture_url)} target="_blank" rel="noreferrer">
          <img src={pictureAddress(picture_url)} alt={`${name}的照片`} />
        </a>
      )}
      <div>
        <div>{name}</div>
        {holder && <div className="aux">{holder}</div>}
        {number && <div className="aux">{number}</div>}
      </div>
    </li>
  );
}
