// SPDX-License-Identifier: Apache-2.0
package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomPicturesTest {

    @Test
    void theDemoDrawsBothDomains(@TempDir Path folder) throws IOException {
        PhantomPictures.main(new String[] {folder.toString(), "48", "3"});
        for (String name : new String[] {"phantom-fib-sem", "phantom-ss-tem"}) {
            assertEquals(
                    48, ImageIO.read(folder.resolve(name + ".png").toFile()).getWidth());
            assertEquals(
                    48,
                    ImageIO.read(folder.resolve(name + "-outlined.png").toFile())
                            .getHeight());
        }
    }
}
