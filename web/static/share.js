// Passing an item on: the device's own share sheet where it has one, else the address is copied.

const OLD_WAY = "copy"; // for pages that are not served over https

async function copied(address, field) {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    field.closest("details").open = true;
    field.select();
    return document.execCommand(OLD_WAY);
  }
}

function isForFingers() {
  return matchMedia("(pointer: coarse)").matches;
}

async function share(box, told) {
  const address = new URL(box.dataset.address, location.href).href;
  if (navigator.share && isForFingers()) {
    try {
      await navigator.share({ title: box.dataset.title, url: address });
    } catch {
      // Somebody who changed their mind is told nothing.
    }
    return;
  }
  const done = await copied(address, box.querySelector("input"));
  told.textContent = done ? box.dataset.copied : "";
}

for (const box of document.querySelectorAll(".share")) {
  const told = box.querySelector(".told");
  const button = box.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    told.textContent = ""; // so that the same word is announced again
    share(box, told);
  });
  for (const field of box.querySelectorAll("input")) {
    field.value = new URL(field.value, location.href).href;
    field.addEventListener("focus", () => field.select());
  }
}
