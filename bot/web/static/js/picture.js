// A picture to send where there is none at hand: a hill that slid onto a road.

const WIDTH = 800;
const HEIGHT = 560;

// samplePhoto draws the hill and returns it as a file.
export async function samplePhoto() {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext("2d");
  sky(pen);
  hill(pen, 330, 90, 0.9, "#5f8f86");
  hill(pen, 390, 70, 2.2, "#3f7358");
  slide(pen);
  road(pen);
  return new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
}

function sky(pen) {
  const air = pen.createLinearGradient(0, 0, 0, HEIGHT);
  air.addColorStop(0, "#9db4c4");
  air.addColorStop(1, "#e4e6dc");
  pen.fillStyle = air;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
}

function hill(pen, base, rise, turn, color) {
  pen.fillStyle = color;
  pen.beginPath();
  pen.moveTo(0, HEIGHT);
  for (let x = 0; x <= WIDTH; x += 8) {
    pen.lineTo(x, base - rise * (1.2 + Math.sin(x / 130 + turn) + 0.4 * Math.sin(x / 47 + turn)));
  }
  pen.lineTo(WIDTH, HEIGHT);
  pen.fill();
}

function slide(pen) {
  pen.fillStyle = "#8a5a3a";
  pen.beginPath();
  pen.moveTo(470, 240);
  pen.bezierCurveTo(520, 300, 420, 380, 330, 520);
  pen.lineTo(720, 540);
  pen.bezierCurveTo(640, 400, 600, 300, 540, 236);
  pen.fill();
  pen.fillStyle = "#6b4329";
  for (let i = 0; i < 46; i++) {
    const x = 360 + ((i * 97) % 330);
    const y = 400 + ((i * 53) % 130);
    pen.beginPath();
    pen.ellipse(x, y, 5 + ((i * 7) % 13), 4 + ((i * 5) % 8), i, 0, 7);
    pen.fill();
  }
}

function road(pen) {
  pen.fillStyle = "#70716d";
  pen.beginPath();
  pen.moveTo(0, 500);
  pen.lineTo(350, 486);
  pen.lineTo(318, 540);
  pen.lineTo(0, HEIGHT);
  pen.fill();
  pen.strokeStyle = "#e9e2c4";
  pen.lineWidth = 5;
  pen.setLineDash([34, 26]);
  pen.beginPath();
  pen.moveTo(0, 532);
  pen.lineTo(322, 512);
  pen.stroke();
}
